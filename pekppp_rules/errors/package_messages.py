"""The messages of regulation packages, 1xx of the catalogue."""

from __future__ import annotations

from pekppp_rules.errors.phrases import Message

PACKAGE_MESSAGES: dict[str, Message] = {
    "PKP-101": Message(
        "paket tidak memuat berkas dengan kind: {kind}; tambahkan satu",
        "the package has no file with kind: {kind}; add one",
    ),
    "PKP-102": Message(
        'kind "{kind}" sudah ada di {other}; satu paket memuat satu',
        'kind "{kind}" already stands in {other}; a package holds one',
    ),
    "PKP-103": Message(
        'id paket "{id}" harus sama dengan nama foldernya, "{folder}"',
        'the package id "{id}" must equal its folder name, "{folder}"',
    ),
    "PKP-104": Message(
        "bobot {what} berjumlah {total}, seharusnya {expected}",
        "the weights of {what} sum to {total}, should be {expected}",
    ),
    "PKP-105": Message(
        '{what} "{name}" sudah dipakai; setiap {what} harus unik',
        '{what} "{name}" is already used; each {what} must be unique',
    ),
    "PKP-106": Message('{what} "{name}" tidak ada', '{what} "{name}" does not exist'),
    "PKP-107": Message(
        'predikat tabel "{table}" mulai dari {lowest}, padahal simpul "{node}" mulai dari {minimum}; batas terbawah harus sama',
        'the categories of table "{table}" start at {lowest} but node "{node}" starts at {minimum}; the lowest bound must be equal',
    ),
    "PKP-108": Message(
        'nilai ini tidak mempunyai "{key}"; tulis di sini atau pada blok yang melingkupinya',
        'this value has no "{key}"; write it here or in an enclosing block',
    ),
    "PKP-109": Message(
        'batas bawah predikat "{letter}" ({bound}) harus lebih kecil dari batas di atasnya ({above})',
        'the lower bound of category "{letter}" ({bound}) must be below the one above it ({above})',
    ),
    "PKP-110": Message(
        'batas predikat "{letter}" ({bound}) lebih halus daripada pembulatan {places} desimal, sehingga tidak pernah dicapai tepat',
        'the bound of category "{letter}" ({bound}) is finer than the rounding to {places} places, so it is never met exactly',
    ),
    "PKP-111": Message("simpul indeks berputar: {cycle}", "the index tree runs in a circle: {cycle}"),
    "PKP-112": Message(
        'simpul "{node}" tidak dipakai oleh indeks; hubungkan atau hapus',
        'node "{node}" is not used by the index; connect it or remove it',
    ),
    "PKP-113": Message(
        'aspek "{aspect}" formulir "{form}" tidak dihitung oleh simpul mana pun; hubungkan di index.yaml',
        'aspect "{aspect}" of form "{form}" is counted by no node; connect it in index.yaml',
    ),
    "PKP-114": Message(
        'indikator "{code}" harus memuat level {expected} persis; sekarang {found}',
        'indicator "{code}" must have exactly the levels {expected}; it has {found}',
    ),
    "PKP-115": Message(
        'batas bawah predikat "{letter}" ({bound}) di luar skala simpul "{node}" ({minimum} sampai {maximum})',
        'the lower bound of category "{letter}" ({bound}) is outside the scale of node "{node}" ({minimum} to {maximum})',
    ),
    "PKP-116": Message(
        'simpul "{node}" adalah rata-rata berbobot, tetapi "{code}" tidak mempunyai bobot',
        'node "{node}" is a weighted mean, but "{code}" has no weight',
    ),
    "PKP-117": Message(
        'kasus "{case}": {field} seharusnya {expected}, hasilnya {found}',
        'case "{case}": {field} should be {expected}, it came out as {found}',
    ),
    "PKP-118": Message(
        'kasus "{case}" tidak dapat dievaluasi: {detail}', 'case "{case}" cannot be evaluated: {detail}'
    ),
    "PKP-119": Message(
        'skala formulir "{form}" dari {lowest} sampai {highest}; yang terendah harus lebih kecil',
        'the scale of form "{form}" runs from {lowest} to {highest}; the lowest must be smaller',
    ),
    "PKP-120": Message(
        "paket tidak memuat kasus uji; tambahkan cases/*.yaml", "the package has no cases; add cases/*.yaml"
    ),
    "PKP-121": Message("pengali {value} harus lebih besar dari nol", "the factor {value} must be greater than zero"),
    "PKP-122": Message("bobot {value} tidak boleh negatif", "weight {value} must not be negative"),
    "PKP-123": Message(
        'kasus "{case}" ditulis dua kali; beri id yang lain', 'case "{case}" stands twice; give it another id'
    ),
    "PKP-124": Message(
        'formulir "{form}" dipakai indeks, tetapi tidak ada dalam requires; tambahkan',
        'form "{form}" is used by the index but is not in requires; add it',
    ),
    "PKP-125": Message(
        "varian dipilih dengan {field}; daftarkan medan itu di regulation.yaml dengan required: true",
        "the variant is chosen by {field}; list that field in regulation.yaml with required: true",
    ),
    "PKP-126": Message(
        'aspek "{aspect}" formulir "{form}" dihitung indeks, tetapi tidak ada dalam varian ini',
        'aspect "{aspect}" of form "{form}" is counted by the index but is not in this variant',
    ),
    "PKP-127": Message(
        'tanggal "{date}" tidak ada, atau tidak sesuai dengan precision: {precision}',
        'there is no date "{date}", or it does not go with precision: {precision}',
    ),
    "PKP-128": Message(
        'simpul "{node}" tidak dapat dihitung untuk {choice}: ada formulir tanpa varian itu',
        'node "{node}" cannot be computed for {choice}: a form has no such variant',
    ),
    "PKP-129": Message(
        "masa berlaku berakhir ({date}) sebelum atau saat mulai ({start})",
        "validity ends ({date}) before or when it begins ({start})",
    ),
    "PKP-130": Message(
        '"{node}" dihitung dua kali, oleh simpul "{first}" dan "{second}"; satu bagian indeks punya satu induk',
        '"{node}" is counted twice, by nodes "{first}" and "{second}"; a part of the index has one parent',
    ),
    "PKP-131": Message(
        'formulir menyatakan bobotnya tidak diketahui (weights), tetapi "{code}" mempunyai bobot; hapus salah satu',
        'the form says that its weights are unknown (weights), but "{code}" has one; remove one of them',
    ),
    "PKP-132": Message(
        'bobot "{code}" tidak dipakai: simpul "{node}" adalah rata-rata biasa; hapus bobotnya atau pakai weighted_mean',
        'the weight of "{code}" is not used: node "{node}" is a plain mean; remove the weight or use weighted_mean',
    ),
    "PKP-133": Message(
        'simpul "{node}" menjumlah menurut bobot tercetak, padahal bobot formulir ini tidak diketahui; pakai weighted_mean',
        'node "{node}" sums by printed weights, but the weights of this form are unknown; use weighted_mean',
    ),
    "PKP-134": Message(
        'nilai "{code}" formulir "{form}" tidak dihitung oleh simpul mana pun; hubungkan di index.yaml',
        'value "{code}" of form "{form}" is counted by no node; connect it in index.yaml',
    ),
    "PKP-135": Message(
        'simpul ini bernama aspek "{aspect}", tetapi menghitung baris aspek "{rows}"; samakan',
        'this node is of aspect "{aspect}" but counts the rows of aspect "{rows}"; make them equal',
    ),
    "PKP-136": Message(
        'konversi "{node}" tidak berakhir pada indeks "{root}"; konversi adalah simpul linear di atas indeks',
        'conversion "{node}" does not end at the index "{root}"; a conversion is linear nodes above the index',
    ),
    "PKP-137": Message(
        'bagian-bagian simpul "{node}" berbeda skala; yang satu menggantikan yang lain, jadi skalanya harus sama',
        'the parts of node "{node}" have different scales; one stands in for another, so their scales must be equal',
    ),
    "PKP-138": Message(
        'formulir "{form}" tidak dapat ditinggalkan: tidak ada simpul first_given yang menggantikannya; pakai without: error',
        'form "{form}" cannot be left out: no first_given node can do without it; use without: error',
    ),
    "PKP-139": Message(
        'fakta "{fact}" berjenis {type}; nilai ini tidak dapat dibandingkan dengannya',
        'fact "{fact}" is of type {type}; it cannot be compared with this value',
    ),
    "PKP-140": Message(
        "hanya pita terakhir yang boleh tanpa batas atas; beri upto atau below",
        "only the last band may be open; give it upto or below",
    ),
    "PKP-141": Message(
        "batas {bound} harus lebih besar dari batas sebelumnya ({before})",
        "the bound {bound} must be greater than the one before it ({before})",
    ),
    "PKP-142": Message(
        "aturan berputar melalui not atau hitungan: {cycle}; aturan yang dilihat harus selesai lebih dahulu",
        "the rules run in a circle through not or a count: {cycle}; what a rule looks at must be settled first",
    ),
    "PKP-143": Message(
        'fakta turunan "{rule}" tidak dipakai aturan mana pun; pakai atau hapus',
        'derived fact "{rule}" is used by no rule; use it or remove it',
    ),
    "PKP-144": Message(
        "level {level}, seharusnya {lowest} sampai {highest}", "level {level}, should be from {lowest} to {highest}"
    ),
    "PKP-145": Message(
        'tangga "{row}" harus memuat anak tangga {expected} berurutan; sekarang {found}',
        'the ladder of "{row}" must have the rungs {expected} in order; it has {found}',
    ),
    "PKP-146": Message(
        "pita terakhir tidak boleh mempunyai batas atas, agar setiap bilangan mendapat level",
        "the last band must be open, so that every number has a level",
    ),
    "PKP-147": Message(
        'aturan "{rule}" memerlukan each: nama rubrik', 'rule "{rule}" needs each: the name of a rubric'
    ),
    "PKP-148": Message(
        'tempat isian "{name}" dalam teks tidak dikenal; daftarkan di values',
        'placeholder "{name}" in the text is unknown; list it in values',
    ),
    "PKP-149": Message(
        "aturan level hanya membaca fakta, bukan skor, simpul atau aturan lain",
        "a level rule reads facts only, no scores, nodes or other rules",
    ),
    "PKP-150": Message(
        'kasus "{case}" ditulis sebagai selisih yang diketahui (known_gap), padahal paket memberi hasil yang tercetak; '
        "jadikan reproduced",
        'case "{case}" is written as a known gap, but the package gives what was printed; make it reproduced',
    ),
    "PKP-151": Message(
        "nilai {what} dapat mempunyai lebih dari {limit} angka; pakai bobot dan pengali dengan penyebut yang sama",
        "the value of {what} can have more than {limit} digits; use weights and factors with a common denominator",
    ),
    "PKP-152": Message(
        "varian formulir dapat digabung dengan {count} cara, paling banyak {limit}; kurangi variannya",
        "the variants of the forms can be combined in {count} ways, at most {limit} are accepted; use fewer variants",
    ),
    "PKP-160": Message(
        "versi {version} sudah dirilis dan tidak berubah lagi; naikkan version",
        "version {version} is released and never changes again; raise the version",
    ),
    "PKP-161": Message(
        "aturan berubah sejak rilis {last}, jadi hasil dapat berubah; {version} harus menaikkan angka pertama (0.x: kedua)",
        "the rules changed since release {last}, so results can change; {version} must raise its first number (0.x: the second)",
    ),
    "PKP-162": Message(
        "tidak ada rilis {version}; yang ada: {known}", "there is no release {version}; there are: {known}"
    ),
    "PKP-163": Message(
        "penarikan rilis {version} memerlukan alasan, paling banyak 4.000 huruf",
        "withdrawing release {version} needs a reason, of at most 4,000 letters",
    ),
    "PKP-164": Message(
        'paket "{base}" yang diperluas sendiri bermasalah; perbaiki dahulu',
        'the package "{base}" that is extended has problems of its own; mend it first',
    ),
    "PKP-165": Message(
        'alamat berakhir dengan "{step}", tetapi isinya bernama "{name}"; samakan',
        'the address ends with "{step}", but the value is called "{name}"; make them the same',
    ),
    "PKP-166": Message(
        'isi contoh belum diganti: "{text}"; tulis isinya, atau hapus bila tidak diperlukan',
        'a sample was not replaced: "{text}"; write what belongs there, or remove it',
    ),
    "PKP-170": Message(
        'paket "{base}" yang diperluas tidak ada; sebut id dan versi persis',
        'the package "{base}" that is extended does not exist; give its id and exact version',
    ),
    "PKP-171": Message(
        "paket saling memperluas tanpa akhir: {cycle}", "packages extend each other without end: {cycle}"
    ),
    "PKP-172": Message(
        '"{address}" sudah ada dalam paket yang diperluas; pakai replace',
        '"{address}" is already in the package that is extended; use replace',
    ),
    "PKP-173": Message(
        'langkah "{step}" dari alamat "{address}" tidak ada dalam paket yang diperluas',
        'step "{step}" of the address "{address}" is not in the package that is extended',
    ),
    "PKP-174": Message(
        'formulir "{form}" sudah ada dalam paket yang diperluas; ubah lewat changes',
        'form "{form}" is already in the package that is extended; change it by changes',
    ),
    "PKP-175": Message(
        '"{kind}" diwarisi seutuhnya; ubah bagian-bagiannya lewat changes',
        '"{kind}" is inherited as a whole; change its parts by changes',
    ),
    "PKP-176": Message("changes hanya untuk paket dengan extends", "changes are only for a package with extends"),
    "PKP-177": Message(
        '"{id}" bukan id paket; pakai 2 sampai 64 huruf kecil, angka, dan garis bawah, diawali huruf',
        '"{id}" is no id of a package; use 2 to 64 lower-case letters, digits and underscores, a letter first',
    ),
    "PKP-178": Message(
        '"{id}" sudah ada di sini; pilih id lain, atau hapus dahulu',
        '"{id}" is here already; choose another id, or remove it',
    ),
    "PKP-179": Message(
        'id "{id}" sudah dipakai sebuah paket ({origin}); pilih id lain',
        'the id "{id}" is that of another package ({origin}); choose another one',
    ),
    "PKP-180": Message(
        'kode "{code}" dan "{other}" sama sebagai nama kolom tabel, "{name}"; bedakan huruf atau angkanya',
        'codes "{code}" and "{other}" are the same as the name of a column, "{name}"; make letters or digits differ',
    ),
}
