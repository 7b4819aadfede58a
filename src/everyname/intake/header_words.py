"""Know the words by which lists name their columns, in English, Persian, Arabic, Kurdish and others."""

from __future__ import annotations

import re
from functools import cache

from everyname.writing.fold import fold

__all__ = ["ROLES", "calendar_of", "is_first_name", "role_of"]

ROLES = (
    "id",
    "name",
    "given",
    "father",
    "grandfather",
    "family",
    "age",
    "birth",
    "sex",
    "date",
    "place",
    "province",
    "country",
    "outcome",
    "link",
    "picture",
)

# A header is compared folded: case, underscores, harakat and keyboard variants do not matter.
# "other" names columns that a shorter word would wrongly claim, or that must not become a report's id:
# running numbers, which shift between releases, and national ids, which are a detail of a person.
_WORDS = {
    "id": """
        id | rec | rec id | record | record id | slug | no id | case id | person id | victim id | uid
        uuid | key | code | case number | case no | reference | ref | شناسه | کد | المعرف | الرقم التعريفي
        معرف | number id | identifier | index id
    """,
    "name": """
        name | full name | fullname | names | person | person name | victim | victim name | name of victim
        name of the victim | name of person | complete name | name surname | name and surname
        name and family name | victims | deceased | name of deceased | نام | نام و نام خانوادگی
        نام نام خانوادگی | نام کامل | اسم | اسم و فامیل | نام و فامیل | نام قربانی | نام جان باخته
        نام کشته شده | نام شهید | الاسم | الاسم الكامل | الاسم الرباعي | الاسم الثلاثي | اسم الشهيد
        اسم الضحية | اسم القتيل | اسم المتوفى | اسم الشخص | الاسم واللقب | الاسم والشهرة | ناو
        ناوی تەواو | ناوی سیانی | nav | nom complet | nom et prenom | nombre completo | ad soyad
        adi soyadi | піб | прізвище та ім я | фио | имя и фамилия
    """,
    "given": """
        given | name given | name first | given name | given names | first name | firstname | forename
        fname | first | forenames | christian name | christian names | first names | نام کوچک
        اسم کوچک | الاسم الاول | الاسم الشخصي | prenom | prenoms | ad | adi | isim | имя | ім я | vorname
        nombre
    """,
    "father": """
        father | name father | father name | fathers name | name of father | middle name | second name
        middle names | middle initial | middle initials | middle
        اسم الاب
        اسم الوالد | الاب | الاسم الثاني
    """,
    "grandfather": """
        grandfather | grandfather name | grandfathers name | third name | اسم الجد | الجد | الاسم الثالث
        نام پدربزرگ
    """,
    "family": """
        family | name family | name last | family name | surname | last name | lastname | lname | last
        surnames | last names
        نام خانوادگی | فامیل
        فامیلی | شهرت | اسم العائلة | العائلة | اسم العائله | اللقب | الشهرة | الكنية | اسم الاسرة
        الاسم الاخير | soyad | soyadi | nom | nom de famille | apellido | apellidos | фамилия | прізвище
        nachname
    """,
    "age": """
        age | ages | age at death | age years | age in years | age when killed | age at time of death
        age of victim | years old | سن | سن هنگام مرگ | عمر | العمر | السن | عمر الضحية | تەمەن | temen
        yas | edad | alter | возраст | вік
    """,
    "birth": """
        dob | date of birth | birth date | birthdate | birthday | birth | born | born on | year of birth
        birth year | birthyear | yob | تاریخ تولد | سال تولد | تولد | متولد | تاریخ ولادت | تاريخ الميلاد
        تاريخ الولادة | سنة الميلاد | سنة الولادة | الميلاد | المواليد | مواليد | ڕۆژی لەدایکبوون
        date de naissance | dogum tarihi | dogum yili | дата рождения | дата народження | год рождения
    """,
    "sex": """
        sex | gender | sex gender | جنسیت | جنس | الجنس | النوع | نوع الجنس | ڕەگەز | zayend | cinsiyet
        sexe | genero | sexo | пол | стать
    """,
    "date": """
        date | date of death | death date | deathdate | dod | died | died on | killed date
        date of martyrdom | date of passing | year of death | death year | date died
        date killed | killed on | date of killing | date of incident | incident date | date of event
        event date | incident | date of execution | execution date | date of disappearance | date missing
        date of injury | when | date of harm | تاریخ | تاریخ مرگ | تاریخ کشته شدن | تاریخ جان باختن
        تاریخ جان باختگی | تاریخ درگذشت | تاریخ فوت | تاریخ شهادت | تاریخ قتل | تاریخ اعدام | تاریخ وفات
        تاریخ حادثه | زمان | زمان مرگ | روز | التاريخ | تاريخ | تاريخ الوفاة | تاريخ الاستشهاد
        تاريخ القتل | تاريخ الحادث | تاريخ الحدث | تاريخ الاعدام | يوم الوفاة | بەروار | ڕۆژ | dirok
        tarih | olum tarihi | date du deces | date de deces | fecha | fecha de muerte | дата | дата смерти
        дата смерті | дата загибелі
    """,
    "arrest": """
        date of arrest | arrest date | arrested on | date arrested | detention date | date of detention
        تاریخ بازداشت | تاریخ دستگیری | تاريخ الاعتقال
    """,
    "place": """
        place | city | town | village | location | locality | place of death | death place
        place of incident | city of death | where | incident location | place of killing | city town
        town city | district | neighborhood | neighbourhood | municipality | suburb | site | شهر
        شهرستان | محل | مکان | محل کشته شدن | محل جان باختن | محل مرگ | محل حادثه | محل وقوع | شهر محل
        شهر محل کشته شدن | المدينة | مدينة | المكان | مكان | مكان الوفاة | مكان الاستشهاد | مكان الحادث
        الموقع | البلدة | القرية | المنطقة | الحي | مكان القتل | شار | شوێن | bajar | cih | sehir | yer
        lieu | ville | lugar | ciudad | город | место | місто | місце
    """,
    "address": """
        address | street address | home address | full address | address line | addr | street | street name
        آدرس | نشانی | العنوان | عنوان | adres | adresse | direccion | адрес | адреса
    """,
    "province": """
        province | state | governorate | region | oblast | county | department | prefecture | استان
        ولایت | المحافظة | محافظة | الولاية | الاقليم | اقليم | پارێزگا | parezgeh | il | vilayet
        provincia | область | регион
    """,
    "country": """
        country | nation | country of death | کشور | الدولة | البلد | دولة | وڵات | welat | ulke | pays
        pais | страна | країна
    """,
    "outcome": """
        outcome | cause | cause of death | death cause | manner | manner of death | status | fate | type
        type of harm | harm | result | how | method | circumstances | mode of killing | means of killing
        cause of killing | killed or injured | condition | casualty type | type of casualty | نحوه
        نحوه مرگ | نحوه کشته شدن | نحوه جان باختن | نحوه شهادت | علت | علت مرگ | علت فوت | علت کشته شدن
        وضعیت | سرنوشت | نتیجه | نوع آسیب | السبب | سبب الوفاة | سبب الموت | سبب الاستشهاد | سبب القتل
        الحالة | حالة | المصير | طريقة القتل | نوع الاصابة | هۆکار | هۆی مردن | sedem | olum nedeni
        durum | cause du deces | causa | causa de muerte | причина смерти | причина смерті | статус
    """,
    "link": """
        link | links | url | urls | source | sources | source url | source link | source links
        source urls | web | website | reference url | references | post | tweet | report link | page
        منبع | منابع | لینک | پیوند | المصدر | مصدر | المصادر | الرابط | رابط | الروابط | سەرچاوە | kaynak
        lien | enlace | fuente | источник | ссылка | джерело | посилання
    """,
    "picture": """
        picture | pictures | photo | photos | image | images | portrait | photo file | image file
        picture file | file name of photo | photograph | img | pic | عکس | عکس ها | تصویر | تصاویر
        فایل عکس | صورة | الصورة | صور | ملف الصورة | وێنە | wene | foto | fotograf | фото | зображення
    """,
    "other": """
        date of burial | burial date | date of publication | publication date | date added | date of entry
        entry date | date updated | updated | last updated | date verified | date of report | report date
        date reported | created | created at | updated at | timestamp | place of birth | birth place
        birthplace | محل تولد | مكان الميلاد | مكان الولادة | place of burial | burial place | محل دفن
        مكان الدفن | place of residence | residence | محل سکونت | مكان السكن | nationality | تابعیت | ملیت
        الجنسية | نام پدر | نام مادر | mother name | mothers name | name of mother | اسم الام
        اسم الوالدة | nickname | alias | لقب | کنیه | marital status | وضعیت تأهل | الحالة الاجتماعية
        source name | reporter | group | event | occupation | شغل | المهنة | notes | note | remarks
        comment | comments | توضیحات | ملاحظات | تاریخ خاکسپاری | تاریخ ثبت | تاريخ الدفن | type of weapon
        weapon | national id | national number | id number | identity number | passport | passport number
        کد ملی | شماره ملی | رقم الهوية | الرقم الوطني | رقم الجواز | no | row | number | serial
        serial number
        index | ردیف | شماره | رقم | الرقم | م | الرقم التسلسلي | تسلسل | №
    """,
}

# Words that tell the language, script or calendar of a column and not what it holds.
_QUALIFIERS = """
    en fa ar ku ckb kmr he tr uk ru fr latin persian arabic english farsi kurdish native original local
    script jalali shamsi persian solar hijri qamari lunar gregorian miladi western iso in 1 2 3
    فارسی عربی انگلیسی لاتین لاتینی کردی شمسی جلالی خورشیدی قمری میلادی هجری
    بالعربية بالانجليزية العربية الانجليزية الهجري الميلادي هجري ميلادي
"""
_CALENDARS = {
    "jalali": "jalali shamsi solar شمسی جلالی خورشیدی",
    "hijri": "hijri qamari lunar قمری الهجري هجري",
    "gregorian": "gregorian miladi western میلادی الميلادي ميلادي",
}
_FIRST_NAMES = "name|nav|نام|اسم|الاسم|ناو"


@cache
def _table() -> dict[str, str]:
    return {
        fold(word): role
        for role, words in _WORDS.items()
        for word in re.split(r"[|\n]", words)
        if word.strip()
    }


@cache
def _qualifiers() -> frozenset[str]:
    return frozenset(fold(word) for word in _QUALIFIERS.split())


@cache
def _calendar_words() -> dict[str, str]:
    return {fold(word): calendar for calendar, words in _CALENDARS.items() for word in words.split()}


def role_of(header: str) -> str:
    """Name the role a header states: one of ROLES, "arrest", "address", "other", or "".

    An arrest is used as the date, and an address as the place, only where the list has no other.
    "other" says that the header is understood and fills no role. Words for a language, script or
    calendar beside the role ("name_fa", "date_jalali", "تاریخ (شمسی)") are passed over.
    """
    words = fold(header).split()
    table = _table()
    if (role := table.get(" ".join(words))) is not None:
        return role
    bare = [word for word in words if word not in _qualifiers()]
    if not bare or len(bare) == len(words):
        return ""
    return table.get(" ".join(bare), "")


def calendar_of(header: str) -> str:
    """Name the calendar a header states, "" where it states none."""
    words = fold(header).split()
    found = {_calendar_words()[word] for word in words if word in _calendar_words()}
    # "هجری شمسی" names the solar year of the hijra: the Jalali calendar.
    return "jalali" if "jalali" in found else found.pop() if len(found) == 1 else ""


def is_first_name(header: str) -> bool:
    """Say whether a bare "name" header means the given name once a family name stands beside it."""
    words = [word for word in fold(header).split() if word not in _qualifiers()]
    return " ".join(words) in {fold(word) for word in _FIRST_NAMES.split("|")}
