"""What is said of statements that papers confirm, deny or do not mention, and of what limits them.

`pages` are numbers such as “2, 3 and 4”; a single page has a sentence of its own.
"""

from __future__ import annotations

from typing import NamedTuple

from appliance.review.phrases.phrase import Phrase, phrases_of


class Paged(NamedTuple):
    """One sentence for one page and for several."""

    one: Phrase
    many: Phrase

    def say(self, numbers: list[int], **facts: object) -> str:
        """The English text; `numbers` of pages, not empty, without repeats, ascending."""
        if len(numbers) == 1:
            return self.one.say(page=numbers[0], **facts)
        shown = [str(one) for one in numbers]
        return self.many.say(pages=f"{', '.join(shown[:-1])} and {shown[-1]}", **facts)


SAYS_PAGE = Phrase("“{name}” says so on page {page}.", "“{name}”第 {page} 页如此陈述。")
SAYS_PAGES = Phrase("“{name}” says so on pages {pages}.", "“{name}”第 {pages} 页如此陈述。")
OPPOSITE_PAGE = Phrase(
    "“{name}” says the opposite on page {page}.", "“{name}”第 {page} 页陈述相反。"
)
OPPOSITE_PAGES = Phrase(
    "“{name}” says the opposite on pages {pages}.", "“{name}”第 {pages} 页陈述相反。"
)
UNSETTLED_PAGE = Phrase(
    "“{name}” does not settle it clearly: read page {page}.",
    "“{name}”未明确说明：请读第 {page} 页。",
)
UNSETTLED_PAGES = Phrase(
    "“{name}” does not settle it clearly: read pages {pages}.",
    "“{name}”未明确说明：请读第 {pages} 页。",
)
PATTERNS_PAGE = Phrase(
    "Patterns of the checklist match for and against it in “{name}”, on page {page}.",
    "清单的措辞模式在“{name}”第 {page} 页既有支持也有反对。",
)
PATTERNS_PAGES = Phrase(
    "Patterns of the checklist match for and against it in “{name}”, on pages {pages}.",
    "清单的措辞模式在“{name}”第 {pages} 页既有支持也有反对。",
)
DIFFER_PAGE = Phrase(
    "In “{name}” a pattern of the checklist and the model say different things: read page {page}.",
    "在“{name}”中，清单的措辞模式与模型说法不同：请读第 {page} 页。",
)
DIFFER_PAGES = Phrase(
    "In “{name}” a pattern of the checklist and the model say different things: read pages"
    " {pages}.",
    "在“{name}”中，清单的措辞模式与模型说法不同：请读第 {pages} 页。",
)
LIKELIER_PAGE = Phrase(
    "The language model finds another answer likelier for “{name}”: read page {page}.",
    "语言模型认为“{name}”更可能是另一答案：请读第 {page} 页。",
)
LIKELIER_PAGES = Phrase(
    "The language model finds another answer likelier for “{name}”: read pages {pages}.",
    "语言模型认为“{name}”更可能是另一答案：请读第 {pages} 页。",
)
DOUBTED_PAGE = Phrase(
    "“{name}” has a passage on page {page} that should not be relied on unseen.",
    "“{name}”第 {page} 页有一段不应未经查看就采信。",
)
DOUBTED_PAGES = Phrase(
    "“{name}” has a passage on pages {pages} that should not be relied on unseen.",
    "“{name}”第 {pages} 页有段落不应未经查看就采信。",
)
NEAREST_PAGE = Phrase("The nearest passages are on page {page}.", "最接近的段落在第 {page} 页。")
NEAREST_PAGES = Phrase(
    "The nearest passages are on pages {pages}.", "最接近的段落在第 {pages} 页。"
)
LIMIT_ONE = Phrase(
    "A sentence on page {page} may limit it.", "第 {page} 页有一句可能对其加以限制。"
)
LIMIT_PAGE = Phrase(
    "Sentences on page {page} may limit it.", "第 {page} 页有几句可能对其加以限制。"
)
LIMIT_PAGES = Phrase(
    "Sentences on pages {pages} may limit it.", "第 {pages} 页有几句可能对其加以限制。"
)
LEFT_OUT_PAGE = Phrase(
    "Text on page {page} that is hidden from readers or speaks to an assistant was not taken into"
    " account; look at it.",
    "第 {page} 页有读者看不到或写给助手的文字，未予采用；请查看。",
)
LEFT_OUT_PAGES = Phrase(
    "Text on pages {pages} that is hidden from readers or speaks to an assistant was not taken into"
    " account; look at it.",
    "第 {pages} 页有读者看不到或写给助手的文字，未予采用；请查看。",
)
SAYS = Paged(SAYS_PAGE, SAYS_PAGES)
OPPOSITE = Paged(OPPOSITE_PAGE, OPPOSITE_PAGES)
UNSETTLED = Paged(UNSETTLED_PAGE, UNSETTLED_PAGES)
PATTERNS = Paged(PATTERNS_PAGE, PATTERNS_PAGES)
DIFFER = Paged(DIFFER_PAGE, DIFFER_PAGES)
LIKELIER = Paged(LIKELIER_PAGE, LIKELIER_PAGES)
DOUBTED = Paged(DOUBTED_PAGE, DOUBTED_PAGES)
NEAREST = Paged(NEAREST_PAGE, NEAREST_PAGES)
LIMIT = Paged(LIMIT_PAGE, LIMIT_PAGES)
LEFT_OUT = Paged(LEFT_OUT_PAGE, LEFT_OUT_PAGES)

NOTHING = Phrase(
    "Nothing that says or denies this was found in “{name}”.",
    "在“{name}”中未找到肯定或否定此陈述的内容。",
)
NOT_ALL_READ = Phrase("Not all of “{name}” could be read.", "“{name}”未能全部读取。")
UNTRAINED = Phrase(
    "No model was trained for this statement, so it was looked for by its wording alone.",
    "没有为此陈述训练的模型，仅按措辞查找。",
)
MATCHED = Phrase(
    "No model was trained for this statement; a pattern of the checklist matches, so read it.",
    "没有为此陈述训练的模型；清单中的措辞模式相符，请阅读原文。",
)
DISAGREE = Phrase(
    "The papers say different things about it; a person decides which one holds.",
    "各文件说法不同；由人决定以哪份为准。",
)
NOTHING_READ = Phrase("Nothing was read.", "没有读取任何文件。")
NO_TYPE = Phrase(
    "No document of this case is of the type {type_names}.", "本案卷没有{type_names}类文件。"
)
AMONG = Phrase("Among the documents of the type {type_names}.", "在{type_names}类文件中查找。")
# Notes of places.
PATTERN = Phrase("A pattern of the checklist matches here.", "清单的措辞模式与此处相符。")
NEAREST_NOTE = Phrase(
    "The nearest passage; it does not settle the question.", "最接近的段落；未回答该问题。"
)
READ_IT = Phrase("Read this passage: it may settle the question.", "请读此段：可能回答该问题。")
MAY_LIMIT = Phrase("“{words}” may limit it", "“{words}”可能对其加以限制")
REFERS = Phrase(
    "“{words}” refers to section {section}, which is about this",
    "“{words}”指向与此有关的第 {section} 节",
)
REFERS_TITLED = Phrase(
    "“{words}” refers to section {section} (“{title}”), which is about this",
    "“{words}”指向与此有关的第 {section} 节（“{title}”）",
)
# Ways of looking.
WAYS_MODEL = Phrase("each sentence compared with the statement by a model", "由模型逐句与陈述比对")
WAYS_WORDING = Phrase(
    "each sentence compared with the wording of the statement", "逐句与陈述的措辞比对"
)
WAYS_PATTERNS = Phrase("patterns of the checklist", "清单的措辞模式")
WAYS_LANGUAGE = Phrase(
    "the language model asked whether the paper says it", "询问语言模型文件是否如此陈述"
)
WAYS_LANGUAGE_IN_PART = Phrase(
    "the language model asked whether the passages nearest to it say it",
    "询问语言模型最接近的段落是否如此陈述",
)
# As it was once written, in one sentence with what is limited; kept reviews have it.
ONCE_LIMIT_ONE = Phrase(
    "{limited}; a sentence on page {page} may limit it.",
    "{limited}第 {page} 页有一句可能对其加以限制。",
)
ONCE_LIMIT_PAGE = Phrase(
    "{limited}; sentences on page {page} may limit it.",
    "{limited}第 {page} 页有几句可能对其加以限制。",
)
ONCE_LIMIT_PAGES = Phrase(
    "{limited}; sentences on pages {pages} may limit it.",
    "{limited}第 {pages} 页有几句可能对其加以限制。",
)

ALL = phrases_of(globals())
