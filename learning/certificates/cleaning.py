"""The last two milliseconds of a PDF: what WeasyPrint leaves behind is swept up."""

from __future__ import annotations

from io import BytesIO

# PDF/UA is no schema that PDF/A knows, so the file describes it itself (ISO 19005-3, 6.6.2.3).
UA_IDENTIFIER = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the document conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


def clean(pdf: bytes) -> bytes:
    """The same document without empty dictionaries, with the PDF/UA identifier, and with an id made of its content."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            resources = page.obj.get("/Resources", {})
            for key in ("/Pattern", "/Shading", "/XObject", "/ExtGState"):
                if key in resources and not len(resources[key]):
                    del resources[key]
        metadata = document.Root.Metadata.read_bytes()
        document.Root.Metadata.write(metadata.replace(b"</rdf:RDF>", UA_IDENTIFIER + b"</rdf:RDF>"))
        cleaned = BytesIO()
        document.save(cleaned, deterministic_id=True)
    return cleaned.getvalue()
