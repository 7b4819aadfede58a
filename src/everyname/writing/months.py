"""Name the months of each calendar in the languages lists are written in.

Facts of the calendars, each name under its month number; spelling variants meet by `fold`.
"""

from __future__ import annotations

from functools import cache

from everyname.writing.fold import fold

__all__ = ["JALALI_NAMES", "MonthName", "month_names"]

MonthName = tuple[str, int]
"""A calendar and a month of it, 1-12."""

JALALI_NAMES = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip

# One line a month. English, French; Arabic of the Levant, of Egypt, of the Maghreb; Persian and Afghan
# transliterations; Sorani and Kurmanji; Turkish; Ukrainian and Russian (nominative, genitive).
_GREGORIAN = """
january jan janvier ocak kanûna_paşîn çile | كانون_الثاني يناير جانفي ینایر ژانویه جنوری کانوونی_دووەم | січень січня январь января
february feb fevrier şubat sibat reşemî | شباط فبراير فيفري فوریه فبروری شوبات | лютий лютого февраль февраля
march mar mars mart adar | آذار مارس مارچ ئازار | березень березня март марта
april apr avril nisan nîsan | نيسان أبريل ابریل أفريل آوریل آپریل اپریل | квітень квітня апрель апреля
may mai mayis | أيار مايو ماي مه می ئایار | травень травня май мая
june jun juin haziran hezîran | حزيران يونيو جوان ژوئن جون حوزەیران | червень червня июнь июня
july jul juillet temmuz tîrmeh | تموز يوليو جويلية يوليوز ژوئیه جولای ژوییه جولائی تەممووز تەمموز | липень липня июль июля
august aug aout ağustos tebax | آب أغسطس أوت غشت اوت آگوست اگست ئاب | серпень серпня август августа
september sep sept septembre eylul îlon | أيلول سبتمبر شتنبر سپتامبر سپتمبر ئەیلوول ئەیلول | вересень вересня сентябрь сентября
october oct octobre ekim cotmeh | تشرين_الأول تشرین_اول أكتوبر اکتبر اکتوبر تشرینی_یەکەم | жовтень жовтня октябрь октября
november nov novembre kasim mijdar | تشرين_الثاني تشرین_ثانی نوفمبر نونبر نوامبر نومبر تشرینی_دووەم | листопад листопада ноябрь ноября
december dec decembre aralik berfanbar kanûna_pêşîn | كانون_الأول ديسمبر دجنبر دسامبر دسمبر کانوونی_یەکەم | грудень грудня декабрь декабря
"""  # noqa: E501
# Solar Hijri: Iran, Afghanistan (Dari, Pashto), and the Kurdish names of the same months.
_JALALI = """
farvardin farwardin hamal | فروردین حمل وری | xakelêwe خاکەلێوە
ordibehesht urdibihisht ardibehesht sawr saur | اردیبهشت ثور غویی | banemer gulan گوڵان بانەمەڕ
khordad khurdad jawza | خرداد جوزا غبرگولی | cozerdan جۆزەردان
tir saratan | تیر سرطان چنگاښ | pûşper پووشپەڕ
mordad amordad murdad asad | مرداد امرداد اسد زمری | gelawêj گەلاوێژ
shahrivar shahrivar shahriwar sonbola sunbula | شهریور سنبله وږی | xermanan خەرمانان
mehr mihr mizan | مهر میزان تله | rezber ڕەزبەر
aban aqrab | آبان عقرب لړم | xezelwer gelarêzan خەزەڵوەر گەڵاڕێزان
azar qaws | آذر قوس لیندۍ | sermawez سەرماوەز
dey jadi | دی جدی مرغومی | befranbar بەفرانبار
bahman dalw dalwa | بهمن دلو سلواغه | rêbendan ڕێبەندان
esfand isfand hoot hut | اسفند اسپند حوت کب | reşeme ڕەشەمە ڕەشەمێ
"""
_HIJRI = """
muharram moharram | محرم محرم_الحرام المحرم
safar | صفر صفر_المظفر
rabi_al_awwal rabi_i rabi_1 rabi_ul_awwal rabi_al_awal rabialawwal | ربيع_الأول ربیع_اول ربيع_الاول
rabi_al_thani rabi_ii rabi_2 rabi_al_akhir rabi_ath_thani rabi_us_sani | ربيع_الثاني ربيع_الآخر ربیع_ثانی
jumada_al_awwal jumada_al_ula jumada_i jumada_1 jumada_al_ula jumada_l_ula | جمادى_الأولى جمادی_الاول جمادی_اول
jumada_al_thani jumada_al_akhirah jumada_ii jumada_2 jumada_al_thaniyah | جمادى_الآخرة جمادى_الثانية جمادی_الثانی جمادی_ثانی جمادی_الاخر
rajab | رجب رجب_المرجب
shaban shaaban | شعبان شعبان_المعظم
ramadan ramazan ramadhan | رمضان رمضان_المبارک
shawwal shawal | شوال شوال_المکرم
dhu_al_qadah dhu_al_qidah dhul_qadah dhul_qidah zu_al_qadah dhu_l_qada zi_qadah zilqadah | ذو_القعدة ذي_القعدة ذی_القعده ذیقعده ذی_قعده
dhu_al_hijjah dhul_hijjah zu_al_hijjah dhu_l_hijja zi_hijjah zilhijjah | ذو_الحجة ذي_الحجة ذی_الحجه ذیحجه ذی_حجه
"""  # noqa: E501


@cache
def month_names() -> dict[str, tuple[MonthName, ...]]:
    """Give every folded month name and the months it can be.

    "gulan" is May in Kurmanji and the second solar month in Sorani; the year beside it tells which.
    """
    found: dict[str, set[MonthName]] = {}
    for calendar, table in (("gregorian", _GREGORIAN), ("jalali", _JALALI), ("hijri", _HIJRI)):
        for number, line in enumerate(table.strip().split("\n"), start=1):
            for name in line.replace("|", " ").split():
                found.setdefault(fold(name.replace("_", " ")), set()).add((calendar, number))
    for number, name in enumerate(JALALI_NAMES, start=1):
        found.setdefault(fold(f"{name}ماه"), set()).add(("jalali", number))
    found.setdefault(fold("gulan"), set()).add(("gregorian", 5))
    return {name: tuple(sorted(months)) for name, months in found.items()}
