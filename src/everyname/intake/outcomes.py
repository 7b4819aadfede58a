"""Read the words a list uses for what happened to a person.

Two orders of evidence: words that state an outcome ("executed", "بازداشت شد") and words that name a
means of harm ("bullet wound", "گلوله"). A means alone says what the list is a list of.
"""

from __future__ import annotations

import re
from functools import cache

from everyname.writing.fold import fold

__all__ = ["read_outcome"]

# Latin words match from their start to any ending where they end in "*"; words of other scripts
# match anywhere in a word where they end in "*", since articles and pronouns join on.
_WORDS = {
    "killed": """
        kill* | murder* | slain | slaughter* | assassinat* | massacre* | fatal* | deadly | shot dead
        beaten to death | lost life | martyr* | کشته* | قتل* | مقتول* | به قتل* | ترور شد* | جان باخت*
        جانباخت* | جان سپرد* | جان خود را* | شهید* | شهادت* | قتیل* | استشهد* | استشهاد* | شهداء*
        اغتیال* | کوژرا*
        شەهید* | kustin* | kust | sehid*
    """,
    "dead": """
        dead | death* | died | dies | deceased | corpse | مرگ* | مرده* | مردن* | درگذشت* | فوت*
        فوتی* | جسد* | وفات* | وفاه* | توفی* | متوفی* | مات | موت | الموت
    """,
    "execution": """
        execut* | hanging | hanged | gallows | اعدام* | حلق آویز* | به دار آویخت* | بدار آویخت* | شنق*
        المشنقه* | lidarvedan*
    """,
    "arbitrary": """
        arbitrary | extrajudicial | summary | extra judicial | field execution | فراقضایی* | خودسرانه*
        میدانی* | خارج القانون* | میدانیه*
    """,
    "custody": """
        custody | prison* | jail* | detention* | detain* | imprison* | incarcerat* | police station
        morality police | زندان* | بازداشت* | بازدشت* | حبس* | دستگیر* | ربوده شد* | سجن* | السجن*
        معتقل* | اعتقال* | احتجاز* | محتجز* | توقیف* | زیندان* | girtigeh*
    """,
    "torture": """
        tortur* | شکنجه* | تعذیب* | ئەشکەنجە* | eskence*
    """,
    "injured": """
        injured | wounded | hospitalised | hospitalized | maimed | non fatal | زخمی* | مجروح* | مصدوم*
        جریح* | جرحی* | مصاب* | بریندار* | birindar*
    """,
    "detained": """
        detained | arrested | imprisoned | incarcerated | jailed | prisoner | in custody | in detention
        under arrest | held | بازداشت* | دستگیر* | زندانی* | دربند | معتقل* | اعتقل* | محتجز* | اسیر*
        سجین* | موقوف* | دەستگیر* | girti*
    """,
    "missing": """
        missing | disappear* | vanished | unaccounted | whereabouts unknown | ناپدید* | مفقود*
        مفقودالاثر* | اختفاء* | مختفی* | مخفی* | بی خبری* | بێسەروشوێن* | winda*
    """,
    "released": """
        released | freed | set free | on bail | آزاد شد* | آزادی | آزاد شده* | آزاد | افرج* | افراج*
        اطلق سراح* | اطلاق سراح* | مفرج* | محرر* | ئازاد* | azad*
    """,
    "alive": """
        alive | survivor | survived | زنده | زنده است | نجات یافت* | علی قید الحیاه* | ناجی* | حی | زیندوو*
    """,
    "means": """
        bullet* | gunshot* | gunfire | shot | shooting | shell* | bomb* | airstrike* | strike* | missile*
        rocket* | explo* | blast | mine | mortar* | artillery | drone* | sniper* | beat* | beaten
        assault* | baton* | pellet* | stab* | knife | knifed | burn* | fire | hit | struck | run over
        thrown | suffocat* | strangl* | blunt | tear gas | injury | injuries | head injur* | wound* | trauma
        poison* | drown* | starv* | malnutrition | bleeding | crush* | collapse* | weapon* | violence
        attack* | crossfire | grenade* | گلوله* | شلیک* | تیراندازی* | تیر خورد* | ضرب* | باتوم* | باتون*
        ساچمه* | گاز اشک* | بمب* | موشک* | خمپاره* | انفجار* | چاقو* | آتش سوزی* | خفگی* | زیر گرفت*
        زیرگرفت* | کتک* | اصابت* | برخورد* | مسموم* | خونریزی* | جراحت* | پرتاب* | درگیری* | ترکش*
        خودروی* | گاز | رصاص* | قصف* | غاره* | صاروخ* | قنص* | قناص* | لغم* | طعن* | شظایا* | شظیه*
        اطلاق نار* | قذیفه* | برمیل* | مسیره* | دهس* | خنق* | حرق* | غرق* | جوع | الجوع | گولله* | تەقە*
        بۆردومان* | gule*
    """,
    "otherwise": """
        natural | illness | disease | sickness | cancer | heart attack | cardiac | stroke | accident*
        suicide* | covid* | self immolation | old age | overdose | بیماری* | سکته* | ایست قلبی* | خودکشی*
        خودسوزی* | تصادف* | سرطان* | مرگ طبیعی* | مرض | المرض | انتحار* | حادث سیر* | جلطه* | نوبه قلبیه*
        وفاه طبیعیه* | خۆکوشتن*
    """,
}

# A sentence is not its execution; these words are passed over before the others are looked for.
_SENTENCE = """
    sentenced to death | condemned to death | death sentence | death row | sentenced to execution
    sentenced to be executed | sentenced | محکوم به اعدام | حکم اعدام | محکوم علیه بالاعدام
    محکوم بالاعدام | حکم الاعدام | حکم بالاعدام
"""


@cache
def _sentence() -> re.Pattern[str]:
    return re.compile("|".join(_alternatives(_SENTENCE)))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile("|".join(_alternatives(words))) for kind, words in _WORDS.items()}


def _alternatives(words: str) -> list[str]:
    shapes = []
    for phrase in re.split(r"[|\n]", words):
        is_open, plain = phrase.strip().endswith("*"), fold(phrase)
        if plain:
            before = r"(?<!\w)" if plain.isascii() or not is_open else ""
            shapes.append(before + re.escape(plain) + ("" if is_open else r"(?!\w)"))
    return shapes


def read_outcome(text: str, *, assumed: str = "") -> str:
    """Give the term of model.vocabulary.OUTCOMES that a text states, "unknown" where it states none.

    `assumed` is the outcome the whole list is a list of: it is taken where the text names only a
    means of harm or nothing that is understood. Without it a means of harm is read as "killed".
    """
    folded = _sentence().sub(" ", fold(text))
    has = {kind for kind, pattern in _patterns().items() if pattern.search(folded)}
    return _stated(has) or _from_means(has, assumed) or assumed or "unknown"


def _stated(has: set[str]) -> str:
    died = bool(has & {"killed", "dead"})
    if "custody" in has and (died or "torture" in has or ("means" in has and "injured" not in has)):
        return "died_in_custody"
    if "execution" in has:
        return "killed" if "arbitrary" in has else "executed"
    if "torture" in has and "released" not in has:
        return "died_in_custody"
    if "killed" in has:
        return "killed"
    if "missing" in has and "dead" not in has:
        return "missing"
    if "otherwise" in has:
        return "died_otherwise"
    if "dead" in has:
        return "killed"
    for kind, term in (("released", "released"), ("injured", "injured"), ("detained", "detained")):
        if kind in has:
            return term
    return "reported_alive" if "alive" in has else ""


def _from_means(has: set[str], assumed: str) -> str:
    return (assumed or "killed") if has & {"means", "arbitrary"} else ""
