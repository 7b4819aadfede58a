"""Read a stated sex in English, Persian, Arabic, Kurdish and neighbouring languages."""

from __future__ import annotations

from functools import lru_cache

from everyname.errors import ValueRefused
from everyname.writing.fold import fold
from everyname.writing.placeholders import is_placeholder

__all__ = ["read_sex"]

_WORDS = {
    "female": """
        female females f fem woman women girl girls w lady mrs ms miss mother daughter sister femme fille
        kadin kiz jin jîn keç mê kec
        زن زنان دختر دختران دختربچه مونث مؤنث خانم بانو مادر نسوان
        أنثى انثی إناث امرأة امراه مرأة نساء بنت بنات فتاة سیدة طفلة أم
        ژن ئافرەت کچ مێ مێینە خانم
        ж жін жінка дівчина женщина жен женский
    """,
    "male": """
        male males m man men boy boys mr sir father son brother homme garcon garçon
        erkek mêr kur xort nêr ner mer
        مرد مردان پسر پسران پسربچه مذکر آقا اقا پدر
        ذكر ذكور رجل رجال ولد أولاد صبي فتى شاب سید أب
        پیاو کوڕ نێر نێرینە
        ч чол чоловік хлопець мужчина муж мужской
    """,
    "other": """
        other nonbinary intersex x diverse transgender trans
        دیگر سایر تراجنسیتی بیناجنسی آخر أخرى
    """,
}
_TERM_OF = {fold(word): term for term, words in _WORDS.items() for word in words.split()}
_BESIDE_TEXT = """
adult adults child children minor teen teenager teenage young elderly old baby infant newborn
juvenile non binary کودک بچه بزرگسال جوان نوجوان نوزاد سالمند خردسال طفل بالغ رضیع مسن شیرخوار منداڵ
"""
_BESIDE = frozenset(fold(word) for word in _BESIDE_TEXT.split())


@lru_cache(maxsize=4096)
def read_sex(text: str) -> str:
    """Give "female", "male" or "other" for a word that states a sex, "" where nothing is stated.

    Words of age beside it ("adult male", "male child") do not matter. Raises ValueRefused for any other
    word and where two sexes are stated.
    """
    if is_placeholder(text):
        return ""
    words = fold(text).split()
    if words == ["non", "binary"]:
        return "other"
    terms = {_TERM_OF.get(word, "") for word in words if word not in _BESIDE}
    if len(terms) == 1 and "" not in terms:
        return terms.pop()
    raise ValueRefused(
        f"{text!r} does not state one sex in a word known here",
        kept="The text is kept as given.",
        remedy="Write female, male, other or leave the cell empty.",
    )
