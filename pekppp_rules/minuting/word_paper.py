"""Our own letterhead: a Word document with placeholders, as an agency's is, written by hand so that every byte is known."""

from __future__ import annotations

from xml.sax.saxutils import escape

from pekppp_rules.errors import Language
from pekppp_rules.minuting.word_package import packed
from pekppp_rules.minuting.words import WORDS

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_LANGUAGES: dict[Language, str] = {"id": "id-ID", "en": "en-GB"}


def own_letterhead(lang: Language) -> bytes:
    """Return a .docx with the agency's name on top, the minutes below, and record and page number at the foot of each page."""
    return packed(
        {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _relations(
                ("officeDocument", f"{_R}/officeDocument", "word/document.xml"),
                ("core", f"{_RELATIONS}/metadata/core-properties", "docProps/core.xml"),
            ),
            "docProps/core.xml": _core(),
            "word/document.xml": _document(),
            "word/_rels/document.xml.rels": _relations(
                *((name, f"{_R}/{name}", f"{name}.xml") for name in ("styles", "settings", "footer"))
            ),
            "word/styles.xml": _styles(lang),
            "word/settings.xml": _settings(),
            "word/footer.xml": _footer(lang),
        }
    )


def _xml(text: str) -> bytes:
    return (_HEAD + text).encode("utf-8")


def _content_types() -> bytes:
    parts = {"document": "document.main", "styles": "styles", "settings": "settings", "footer": "footer"}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{kind}+xml"/>' for name, kind in parts.items()
    )
    return _xml(
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        f'<Override PartName="/docProps/core.xml" ContentType="{_CORE}"/></Types>'
    )


def _relations(*relations: tuple[str, str, str]) -> bytes:
    inside = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{to}"/>' for name, kind, to in relations)
    return _xml(f'<Relationships xmlns="{_RELATIONS}">{inside}</Relationships>')


def _core() -> bytes:
    return _xml(f'<cp:coreProperties xmlns:cp="{_RELATIONS.replace("relationships", "metadata/core-properties")}"/>')


def _centred(text: str, size: int, after: int, border: str = "") -> str:
    run = f'<w:r><w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr><w:t>{escape(text)}</w:t></w:r>'
    return f'<w:p><w:pPr>{border}<w:spacing w:before="0" w:after="{after}"/><w:jc w:val="center"/></w:pPr>{run}</w:p>'


def _document() -> bytes:
    rule = '<w:pBdr><w:bottom w:val="double" w:sz="6" w:space="6" w:color="000000"/></w:pBdr>'
    return _xml(
        f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>'
        + _centred("{{unit.agency}}", 30, 0)
        + _centred("{{unit.name}}", 26, 240, rule)
        + "<w:p><w:r><w:t>{{minutes}}</w:t></w:r></w:p>"
        + '<w:sectPr><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1418" w:header="567" w:footer="567" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )


def _styles(lang: Language) -> bytes:
    fonts = 'w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="Arial"'
    return _xml(
        f'<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/><w:sz w:val="21"/>'
        f'<w:szCs w:val="21"/><w:lang w:val="{_LANGUAGES[lang]}" w:eastAsia="{_LANGUAGES[lang]}"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:qFormat/></w:style></w:styles>'
    )


def _settings() -> bytes:
    """Without a word on compatibility, Word takes a document for one of 2007."""
    uri = "http://schemas.microsoft.com/office/word"
    return _xml(
        f'<w:settings xmlns:w="{_W}"><w:compat>'
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/></w:compat></w:settings>'
    )


def _footer(lang: Language) -> bytes:
    small = '<w:rPr><w:sz w:val="14"/></w:rPr>'
    record, page, of = (escape(WORDS[word](lang)) for word in ("record", "page", "of"))

    def text(said: str) -> str:
        return f'<w:r>{small}<w:t xml:space="preserve">{said}</w:t></w:r>'

    def number(field: str) -> str:
        return f'<w:fldSimple w:instr="{field}"><w:r>{small}<w:t>1</w:t></w:r></w:fldSimple>'

    inside = text(f"{record}: {{{{record.digest}}}}") + f"<w:r>{small}<w:tab/></w:r>"
    inside += text(f"{page} ") + number("PAGE") + text(f" {of} ") + number("NUMPAGES")
    tabs = '<w:tabs><w:tab w:val="right" w:pos="9354"/></w:tabs>'
    return _xml(f'<w:ftr xmlns:w="{_W}"><w:p><w:pPr>{tabs}</w:pPr>{inside}</w:p></w:ftr>')
