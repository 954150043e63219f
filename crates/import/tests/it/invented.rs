//! 97 invented residents of Karangjemput, with the faults of real samples: no birth date fits its
//! NIK (all sexes do), 39 names have one word, RW is a dash, parents are partly unknown.

use jemput_domain::import::COLUMNS;

const MEN: [&str; 16] = [
    "Karyadi", "Darmo", "Mujiman", "Suparno", "Wagiman", "Sartono", "Ngadimin", "Paijan",
    "Tukimin", "Sarjito", "Waluyo", "Kasiman", "Partono", "Slamet", "Giyono", "Rebo",
];
const WOMEN: [&str; 16] = [
    "Sarinem", "Tukiyem", "Wagiyem", "Suminah", "Ngatinem", "Poniyem", "Kasiyem", "Rubiyah",
    "Tumirah", "Sutinah", "Painem", "Marsiyah", "Juminten", "Legiyem", "Mursinah", "Waginah",
];
const BOYS: [&str; 10] = [
    "Bima Arya",
    "Raka Dwi",
    "Galih Panji",
    "Satria Jati",
    "Dimas Ragil",
    "Banyu Aji",
    "Ma'ruf Sa'dullah",
    "Yoga Tirta",
    "Fajar Nur",
    "Ilham Surya",
];
const GIRLS: [&str; 10] = [
    "Kirana Ayu",
    "Sekar Wangi",
    "Nur'aini Ba'asyir",
    "Siti Nur-Hayati",
    "Laras Dewi",
    "Ratri Asih",
    "Intan Puspa",
    "Dyah Kinasih",
    "Melati Rahayu",
    "Wulan Sari",
];
const HAMLETS: [(&str, usize); 4] = [
    ("KARANGLO", 14),
    ("NGENTAK", 11),
    ("KALISAT", 7),
    ("KRAJAN", 5),
];
const PLACES: [&str; 5] = [
    "TIRTAKARSA",
    "KARANGJEMPUT",
    "WANAJAYA",
    "TEGALKARSA",
    "BANYUASIH",
];

/// A member before it is a row.
struct Member {
    name: String,
    woman: bool,
    /// Day, month and year that the NIK says.
    born: (u32, u32, u32),
    relation: u32,
    father: String,
    mother: String,
}

/// The header and the rows.
pub(crate) fn table() -> Vec<Vec<String>> {
    let mut rows = vec![COLUMNS.map(str::to_owned).to_vec()];
    for family in 0..37 {
        for member in family_of(family) {
            let serial = 9000 + rows.len();
            rows.push(row(family, &member, serial));
        }
    }
    rows
}

/// 37 heads, 21 wives, 37 children and two others.
fn family_of(family: usize) -> Vec<Member> {
    let n = u32::try_from(family).expect("small");
    let born = |years: u32| (n * 7 % 28 + 1, n * 5 % 12 + 1, 1960 + years + n % 30);
    let widow = family % 9 == 4;
    let couple = !widow && family < 24;
    let pick = |names: &[&str]| names[family % names.len()].to_owned();
    let second = ["PRASETYA", "WIBAWA", "UTAMA", "LESTARI"][family % 4];
    let name = |first: String, long: bool| {
        if long {
            format!("{first} {second}")
        } else {
            first
        }
    };
    let head = name(
        pick(if widow { &WOMEN } else { &MEN }),
        family.is_multiple_of(3) || family >= 31,
    );
    let wife = name(pick(&WOMEN), family % 3 == 1 || family.is_multiple_of(2));
    let parents = |known: bool| {
        let text = |name: &str| {
            if known {
                name.to_uppercase()
            } else {
                "-".to_owned()
            }
        };
        (
            text(MEN[(family + 5) % MEN.len()]),
            text(WOMEN[(family + 9) % WOMEN.len()]),
        )
    };
    let (father, mother) = parents(family % 4 != 3);
    let mut members = vec![Member {
        name: head.clone(),
        woman: widow,
        born: born(0),
        relation: 1,
        father,
        mother,
    }];
    if couple {
        let (father, mother) = parents(true);
        members.push(Member {
            name: wife.clone(),
            woman: true,
            born: born(3),
            relation: 3,
            father,
            mother,
        });
    }
    let children = match family {
        0..=14 => 2,
        15..=21 => 1,
        _ => 0,
    };
    for child in 0..children {
        let girl = (family + child).is_multiple_of(2);
        let first = if girl {
            GIRLS[(family + child * 3) % 10]
        } else {
            BOYS[(family + child * 3) % 10]
        };
        let name = if family.is_multiple_of(2) && child == 0 {
            first.split(' ').next().unwrap_or(first)
        } else {
            first
        };
        members.push(Member {
            name: name.to_owned(),
            woman: girl,
            born: born(28 + u32::try_from(child).expect("small") * 3),
            relation: 4,
            father: if widow {
                "-".into()
            } else {
                head.to_uppercase()
            },
            mother: if couple {
                wife.to_uppercase()
            } else {
                head.to_uppercase()
            },
        });
    }
    if family == 2 || family == 11 {
        members.push(Member {
            name: format!("{} TUA", WOMEN[family]),
            woman: true,
            born: (family as u32 + 1, 7, 1941),
            relation: 9,
            father: "-".into(),
            mother: "-".into(),
        });
    }
    members
}

fn row(family: usize, member: &Member, serial: usize) -> Vec<String> {
    let (day, month, year) = member.born;
    let shown = day + if member.woman { 40 } else { 0 };
    let mut before = 0;
    let (hamlet, _) = HAMLETS
        .iter()
        .find(|(_, count)| {
            before += count;
            family < before
        })
        .expect("37 families");
    let adult = year < 2005;
    let value = |column: &str| -> String {
        match column {
            "dusun" => (*hamlet).to_owned(),
            "rw" => "-".to_owned(),
            "rt" => format!("{:03}", family % 6 + 1),
            "nama" => member.name.to_uppercase(),
            "no_kk" => format!(
                "330204{:02}{:02}15{:04}",
                family % 28 + 1,
                family % 12 + 1,
                9100 + family
            ),
            "nik" => format!("330204{shown:02}{month:02}{:02}{serial:04}", year % 100),
            "sex" => if member.woman { "2" } else { "1" }.to_owned(),
            "tempatlahir" => PLACES[serial % PLACES.len()].to_owned(),
            // A year too early: the fault of the samples that go round.
            "tanggallahir" => format!("{:04}-{month:02}-{day:02}", year - 1),
            "agama_id" => if family % 12 == 7 { "4" } else { "1" }.to_owned(),
            "pendidikan_kk_id" => if adult {
                ["3", "4", "5", "8"][serial % 4]
            } else {
                "1"
            }
            .to_owned(),
            "pendidikan_sedang_id" => "18".to_owned(),
            "pekerjaan_id" => match (member.relation, adult) {
                (3, _) => "2",
                (_, false) => "3",
                _ => ["88", "9", "19", "15"][serial % 4],
            }
            .to_owned(),
            "status_kawin" => match member.relation {
                1 if member.woman => "4",
                1 | 3 => "2",
                9 => "4",
                _ => "1",
            }
            .to_owned(),
            "kk_level" => member.relation.to_string(),
            "warganegara_id" | "status_dasar" => "1".to_owned(),
            "nama_ayah" => member.father.clone(),
            "nama_ibu" => member.mother.clone(),
            "golongan_darah_id" => if serial.is_multiple_of(19) { "2" } else { "13" }.to_owned(),
            _ => String::new(),
        }
    };
    COLUMNS.iter().map(|column| value(column)).collect()
}
