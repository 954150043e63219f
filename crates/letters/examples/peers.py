"""The same page by others: typst and WeasyPrint, from their wheels. Prints `name milliseconds bytes` each.

`cargo xtask bench letters` runs this in a temporary environment; nothing of it enters the build.
"""

import base64
import sys
import tempfile
import time
from pathlib import Path

RUNS = 30
EMBLEM = Path(sys.argv[1])
ROWS = [
    ("Nama lengkap", "Contoh Nama Warga"), ("NIK", "3302045203890001"),
    ("Tempat, tanggal lahir", "Contoh, 12 Maret 1989"), ("Jenis kelamin", "Perempuan"), ("Agama", "Islam"),
    ("Status perkawinan", "Kawin"), ("Pendidikan", "SLTA"), ("Pekerjaan", "Pedagang"),
    ("Kewarganegaraan", "WNI"), ("Alamat", "Jalan Contoh Nomor 1, Dusun Contoh, RT 001 RW 001"),
]
HEAD = ["PEMERINTAH KABUPATEN CONTOH", "KECAMATAN CONTOH", "DESA CONTOH", "Jalan Balai Desa Nomor 1, Kode Pos 10000"]
TEXT = [
    "Orang tersebut di atas adalah benar penduduk yang berdomisili pada alamat tersebut sejak Maret 2014 dan tercatat "
    "dalam Kartu Keluarga nomor 3302041708150003 dengan kepala keluarga Contoh Kepala Keluarga.",
    "Surat keterangan ini diberikan berdasarkan surat pengantar RT/RW nomor 014/RT.003/XI/2026 tanggal 24 November 2026.",
    "Surat keterangan ini dibuat untuk keperluan membuka rekening tabungan di bank dan berlaku sampai dengan tanggal "
    "25 Mei 2027.",
    "Demikian surat keterangan ini dibuat dengan sebenarnya untuk dapat digunakan sebagaimana mestinya.",
]


def typst_page(folder):
    import typst

    (folder / "logo.png").write_bytes(EMBLEM.read_bytes())
    cells = ", ".join(f"[{label}], [:], [{value}]" for label, value in ROWS)
    body = "\n\n".join(TEXT)
    source = f"""#set page(width: 215mm, height: 330mm, margin: (left: 27.5mm, right: 22.5mm, top: 15mm, bottom: 21mm))
#set text(size: 12pt)
#set par(justify: true)
#grid(columns: (24mm, 1fr), image("logo.png", height: 24mm), align(center)[{" #linebreak() ".join(HEAD)}])
#line(length: 100%, stroke: 2pt)
#align(center)[#underline[*SURAT KETERANGAN DOMISILI*] #linebreak() Nomor: 400.8/NUMBER/CTH/XI/2026]
#table(columns: 3, stroke: none, {cells})
{body}
#align(right)[Contoh, 25 November 2026 #linebreak() Kepala Desa Contoh, #v(22mm) *CONTOH NAMA PEJABAT, S.Sos.*]
"""
    path = folder / "surat.typ"

    def one(number):
        path.write_text(source.replace("NUMBER", f"{number:03}"))
        return typst.compile(str(path))

    return one


def weasyprint_page(_):
    from weasyprint import HTML

    logo = base64.b64encode(EMBLEM.read_bytes()).decode()
    rows = "".join(f"<tr><td>{label}</td><td>:</td><td>{value}</td></tr>" for label, value in ROWS)
    body = "".join(f"<p>{text}</p>" for text in TEXT)
    html = f"""<style>@page {{ size: 215mm 330mm; margin: 15mm 22.5mm 21mm 27.5mm }} body {{ font: 12pt sans-serif }}
p {{ text-align: justify }} .head, h1 {{ text-align: center }} .head img {{ float: left; height: 24mm }}
.sign {{ text-align: right }}</style>
<div class=head><img src="data:image/png;base64,{logo}">{"<br>".join(HEAD)}</div><hr>
<h1>SURAT KETERANGAN DOMISILI</h1><p class=head>Nomor: 400.8/NUMBER/CTH/XI/2026</p><table>{rows}</table>{body}
<p class=sign>Contoh, 25 November 2026<br>Kepala Desa Contoh,<br><br><br><br><b>CONTOH NAMA PEJABAT, S.Sos.</b></p>"""
    return lambda number: HTML(string=html.replace("NUMBER", f"{number:03}")).write_pdf()


for name, page in [("typst", typst_page), ("weasyprint", weasyprint_page)]:
    with tempfile.TemporaryDirectory() as folder:
        try:
            one = page(Path(folder))
            size = len(one(0))
            times = []
            for number in range(1, RUNS + 1):
                start = time.perf_counter()
                one(number)
                times.append(time.perf_counter() - start)
            print(name, f"{sorted(times)[RUNS // 2] * 1000:.3f}", size)
        except Exception as error:  # a peer that does not run here is no fault of ours
            print(f"{name} does not run here: {error}", file=sys.stderr)
