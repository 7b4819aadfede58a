"""The closed word tables the name rules read: prefixes, honorifics, words for nobody.

All entries are folded (`everyname.writing.fold`); they are words to be recognised in other
people's text.
"""

from __future__ import annotations

from everyname.writing.fold import fold

__all__ = [
    "ARABIC_PREFIXES",
    "FAMILY_ENDINGS",
    "HONORIFICS",
    "KEPT_AL",
    "LATIN_PREFIXES",
    "PDF_REPAIRS",
    "UNNAMED",
]


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.split())


# A prefix joins the next word; the value is how it is written before it. "al" is dropped.
ARABIC_PREFIXES = {
    "ابو": "ابو", "ابا": "ابو", "ابی": "ابو",
    "ام": "ام",
    "عبد": "عبد",
    "ابن": "بن", "بن": "بن", "بنت": "بنت",
    "ال": "al", "آل": "al",
}  # fmt: skip
LATIN_PREFIXES = {
    "abu": "abu", "abou": "abu", "abo": "abu", "aboo": "abu", "abi": "abu",
    "um": "um", "umm": "um", "om": "um", "oum": "um",
    "abd": "abd", "abdul": "abd", "abdel": "abd", "abdal": "abd", "abdol": "abd", "abdoul": "abd",
    "ibn": "bin", "bin": "bin", "ben": "bin", "bint": "bint",
    "al": "al", "el": "al",
}  # fmt: skip
# The last word of a family name of two words; it joins the word before it ("Karim Zade" = "Karimzade").
FAMILY_ENDINGS = _folded(
    """
    زاده زاد نیا پور فر فرد نژاد منش وند نسب دوست خواه پرست راد مهر تبار لو اوغلو
    zadeh zade zada zad nia niya pour poor pur far fard nejad nezhad nejhad manesh vand nasab doust doost
    khah parast rad mehr tabar loo oghlu oghlou
    """
)
# Damage by text extraction from PDF; no name is spelled like the left side.
PDF_REPAIRS = {"هللا": "الله", "عبدهللا": "عبدالله", "هلل": "الله", "اهلل": "الله"}

HONORIFICS = _folded(
    """
    سید سیده السید حاج حاجی الحاج حاجیه شیخ الشیخ دکتر دکتور الدکتور مهندس ملا کاک استاد استاذ آقا
    آقای خانم کربلایی مشهدی شهید شهیدة الشهید الشهیدة آیت‌الله حجت‌الاسلام مولوی ماموستا سردار جاویدنام
    seyed seyyed sayed sayyed sayyid sayid seyedeh seyyedeh sayyida sid haj hajj haji hajji hajieh
    sheikh shaikh shaykh sheik dr doctor eng engineer mr mrs ms miss mulla mullah kak ustad ostad
    martyr prof professor molavi mawlawi mamosta javidnam
    """
)

# Words that stand for a person whose name nobody wrote down.
UNNAMED = _folded(
    """
    unknown unidentified unnamed anonymous nameless unk na
    ناشناس نامعلوم نامشخص مجهول مجهوله مجهولة مجهول‌الهویه بی‌نام گمنام نەناسراو نادیار
    """
)

# Names that begin with al- or el- as part of the name, not as an article.
KEPT_AL = _folded(
    """
    الیاس الهام الهه الناز البرز الینا الیزابت السا المیرا الیسا الوند الکس المان
    elnaz elham elmira elnur elsan almas alborz alvand alireza alikhan alisina elmira alnaz albert elbrus
    alfred algin elvin elvira elton
    """
)
