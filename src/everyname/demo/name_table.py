"""Hold the parts invented names are made of: common given names, and elements of invented families.

A line is `Persian|Arabic|Latin/variants`; an empty Arabic field means the Persian letters in Arabic forms.
"""

from __future__ import annotations

__all__ = ["FAMILY_ARABIC", "FAMILY_PERSIAN", "FEMALE", "MALE"]

MALE = """
محمد||Mohammad/Muhammad/Mohamad/Mohammed
علی||Ali/Aly
حسین||Hossein/Husayn/Hosein/Hussein
رضا||Reza/Rida/Reda
مهدی||Mehdi/Mahdi
حسن||Hassan/Hasan
امیر||Amir/Ameer
سعید||Saeed/Said/Saeid
احمد|أحمد|Ahmad/Ahmed
محمود||Mahmoud/Mahmud/Mahmood
جواد||Javad/Jawad
مجید||Majid/Majeed
حمید||Hamid/Hameed
عباس||Abbas
مصطفی|مصطفى|Mostafa/Mustafa/Moustafa
ابراهیم|إبراهيم|Ebrahim/Ibrahim
یوسف||Yousef/Yusuf/Yosef/Youssef
خالد||Khaled/Khalid
عمر||Omar/Umar
مسعود||Masoud/Masud/Massoud
امیرحسین||Amirhossein/Amir Hossein/Amir-Hossein/Amirhosein
محمدرضا||Mohammadreza/Mohammad Reza/Mohamad Reza
عبدالله||Abdollah/Abdullah/Abd Allah
وحید||Vahid/Wahid
اسماعیل|إسماعيل|Esmail/Ismail/Esmaeil
ناصر||Naser/Nasser/Nasir
کریم||Karim/Kareem
رحیم||Rahim/Raheem
جعفر||Jafar/Ja'far/Jaafar
هادی||Hadi
طارق||Tareq/Tariq/Tarek
فیصل||Faisal/Faysal/Feisal
عبدالرحمن||Abdolrahman/Abdulrahman/Abd al-Rahman/Abdul Rahman
یعقوب||Yaghoub/Yaqub/Yaqoub
سلیمان||Soleyman/Sulayman/Suleiman/Soleiman
سیاوش||Siavash/Siyavash/Siyawash
فرهاد||Farhad
بهروز||Behrouz/Behruz/Behrooz
آرش||Arash
بابک||Babak
داریوش||Dariush/Daryoush/Daryush
کاوه||Kaveh/Kawa/Kave
امید||Omid/Umid
پیمان||Peyman/Payman/Peiman
شاهین||Shahin/Shaheen
سروش||Soroush/Sorush/Soroosh
کامران||Kamran
نادر||Nader/Nadir
رشید||Rashid/Rasheed
بلال||Belal/Bilal
انور|أنور|Anvar/Anwar
سامی||Sami/Samy
زیاد||Ziad/Ziyad
طاها|طه|Taha
حبیب‌الله|حبيب الله|Habibollah/Habibullah/Habib Allah
لقمان||Loghman/Luqman/Loqman
هیمن|هيمن|Hemin/Hemen/Himan
سالار||Salar
"""

FEMALE = """
فاطمه|فاطمة|Fatemeh/Fatima/Fateme
زهرا|زهراء|Zahra/Zahraa
مریم||Maryam/Mariam
زینب||Zeynab/Zaynab/Zainab
لیلا|ليلى|Leila/Layla/Leyla
نرگس|نرجس|Narges/Nargis/Narjis
سارا|سارة|Sara/Sarah
نسرین||Nasrin/Nasreen
شیرین||Shirin/Shireen
خدیجه|خديجة|Khadijeh/Khadija/Khadije
هدی|هدى|Hoda/Huda
نور||Nour/Nur/Noor
سمیه|سمية|Somayeh/Sumayya/Somaye
معصومه|معصومة|Masoumeh/Masuma/Masoumah
رقیه|رقية|Roghayeh/Ruqayya/Roqayeh
آمنه|آمنة|Ameneh/Amina/Amena
پریسا||Parisa
مینا||Mina
رویا||Roya/Roia
سمیرا|سميرة|Samira/Sameera
یاسمن|ياسمين|Yasaman/Yasmin/Yasmine
الهام|إلهام|Elham/Ilham
آزاده||Azadeh/Azade
سحر||Sahar
سلمی|سلمى|Salma
حنان||Hanan
رنا||Rana
لبنی|لبنى|Lobna/Lubna
سعاد||Soad/Suad/Souad
نادیه|نادية|Nadieh/Nadia
فریده|فريدة|Farideh/Farida
شیلان||Shilan
"""

# A root and an ending make a family of the Persian-writing community; the combinations are invented.
FAMILY_PERSIAN = (
    """
نیلشاخ||Nilshakh/Neelshakh
زرنورد||Zarnavard/Zarnaward
کبودتاج||Kabudtaj/Kaboodtaj
بارانگه||Barangah
نارنگان||Narangan
سنگینار||Sanginar/Sangeenar
ارغنون|أرغنون|Arghanun/Arghanoon/Arqanun
گلگونار||Golgunar/Golgoonar
مهتابند||Mahtaband
شنگرفان||Shangarfan
آبنوسان||Abnusan/Abnoosan
تندرآب||Tondarab/Tundarab
زمهران||Zamehran/Zamhran
ورجاوان||Varjavan/Warjawan
پوندار||Puvandar/Powandar
سپیدنای||Sepidnay/Sepeednai
کلبارش||Kalbaresh
دیرستان||Dirastan/Deerastan
هورنشین||Hurneshin/Hoorneshin
چکادین||Chakadin/Chekadin
ژرفاب||Zharfab/Jarfab
لاژورن||Lazhvarn/Lajvarn
خوشارود||Khosharud/Khosharood
یاقوتر||Yaghutar/Yaqutar
فرنگیسا||Farangisa
تاکدیم||Takdim/Takdeem
""",
    """
ی||i
\u200cزاده||zadeh/zade/zada
\u200cپور||pour/pur/poor
یان||ian/yan
\u200cنیا||nia/niya
\u200cفر||far
\u200cمنش||manesh/manish
""",
)

# Article, root and ending make a family of the Arabic-writing community.
FAMILY_ARABIC = (
    """
ال||al-/Al-/El-/al
""",
    """
نهر||Nahr
روض||Rawd/Roud
تلع||Tal'/Tal
سدر||Sedr/Sidr
زعفر||Za'far/Zaafar/Zafar
خزم||Khuzm/Khozm
وشل||Washl
غصن||Ghusn/Ghosn
دلب||Dulb/Dolb
سنبل||Sunbul/Sonbol
قرطم||Qurtum/Kortom
لوزح||Lawzah/Louzah
طرفح||Tarfah
""",
    """
اوی||awi/awy/aoui
انی||ani/any
یسی||isi/eesi
وتی||uti/outi
""",
)
