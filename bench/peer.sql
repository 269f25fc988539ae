-- The main job as SQL, for DuckDB: the same joins, the same ranking and aggregates, files to files.
-- The yardstick for `payung run`; not a second implementation of it. Where SQL has no words for what
-- Payung does (verdict for each row, moving workers between crossing budgets, small cells) it does less.
-- bench/peer.mjs fills the words in braces.
SET threads = {{threads}};
SET memory_limit = '{{memory}}';
SET preserve_insertion_order = false;
SET temp_directory = '{{out}}/tmp';

-- Names as linkage compares them, in the form SQL can say: capitals and single blanks.
CREATE MACRO folded(name) AS trim(regexp_replace(regexp_replace(upper(name), '[^A-Z ]', ' ', 'g'), ' +', ' ', 'g'));
-- A NIK that may identify the record: 16 digits, no filler, its date and sex those of the record.
CREATE MACRO plausible(nik, born, sex) AS
    CASE WHEN length(nik) = 16 AND right(nik, 4) <> '0000' AND try_cast(nik AS BIGINT) IS NOT NULL
          AND nik <> repeat(left(nik, 1), 16)
          AND (born IS NULL OR nik[9:12] = strftime(born, '%m%y'))
          AND (born IS NULL OR try_cast(nik[7:8] AS INT) = day(born) + CASE WHEN sex = 'P' THEN 40 ELSE 0 END)
         THEN cast(nik AS BIGINT) END;

CREATE TABLE person AS
SELECT id, plausible(nik, born, jk) AS nik, hash(folded(nama)) AS name, born, jk AS sex,
       kode_desa AS village, left(kode_desa, 4) AS regency, desil, status_pekerjaan AS status, lapangan_usaha AS sector,
       nik AS nik_text, nama AS name_text
FROM (SELECT *, try_cast(tgl_lahir AS DATE) AS born
      FROM read_csv({{registry}}, header = true, all_varchar = false, types = {
          'id': 'VARCHAR', 'nik': 'VARCHAR', 'no_kk': 'VARCHAR', 'nama': 'VARCHAR', 'tgl_lahir': 'VARCHAR', 'jk': 'VARCHAR',
          'kode_desa': 'VARCHAR', 'desil': 'TINYINT', 'status_pekerjaan': 'TINYINT', 'lapangan_usaha': 'VARCHAR',
          'penghasilan': 'BIGINT'}));

CREATE TABLE account AS
SELECT kpj AS id, plausible(nik, born, jk) AS nik, hash(folded(nama)) AS name, born, jk AS sex,
       kode_desa AS village, left(kode_desa, 4) AS regency,
       status = 'AKTIF' AND coalesce(mulai, '') <= '{{month}}' AND (akhir IS NULL OR akhir = '' OR akhir >= '{{month}}') AS active
FROM (SELECT *, try_cast(tgl_lahir AS DATE) AS born
      FROM read_csv({{membership}}, header = true, all_varchar = true));

-- Links: NIK; else name, birth date and sex if one person has them; else the same within village or regency.
CREATE TABLE by_nik AS
SELECT a.id AS acc_id, min(p.id) AS reg_id FROM account a JOIN person p ON a.nik = p.nik GROUP BY a.id;
CREATE TABLE by_name AS
SELECT a.id AS acc_id, count(*) AS n, min(p.id) AS reg_id,
       count(*) FILTER (p.village = a.village) AS n_village, min(p.id) FILTER (p.village = a.village) AS reg_village,
       count(*) FILTER (p.regency = a.regency) AS n_regency, min(p.id) FILTER (p.regency = a.regency) AS reg_regency
FROM (SELECT * FROM account WHERE id NOT IN (SELECT acc_id FROM by_nik)) a
JOIN person p ON a.name = p.name AND a.born = p.born AND a.sex = p.sex
WHERE a.nik IS NULL OR p.nik IS NULL OR a.nik = p.nik
GROUP BY a.id;
CREATE TABLE link AS
SELECT reg_id, acc_id FROM by_nik
UNION ALL
SELECT CASE WHEN n = 1 THEN reg_id WHEN n_village = 1 THEN reg_village ELSE reg_regency END, acc_id
FROM by_name WHERE n = 1 OR n_village = 1 OR n_regency = 1;
DROP TABLE by_nik; DROP TABLE by_name;
COPY link TO '{{out}}/links.csv' (header);

CREATE TABLE standing AS
SELECT reg_id, max(active::INT) AS active FROM link JOIN account ON account.id = link.acc_id GROUP BY reg_id;
DROP TABLE account;

CREATE TABLE gap AS
SELECT p.id, p.village, p.regency, p.desil, p.sector, date_diff('year', p.born, DATE '{{month}}-01')
           - (strftime(p.born, '%m%d') > strftime(DATE '{{month}}-01', '%m%d'))::INT AS age,
       row_number() OVER (ORDER BY p.desil, hash(p.id)) AS rank
FROM person p LEFT JOIN standing s ON s.reg_id = p.id
WHERE coalesce(s.active, 0) = 0 AND p.desil <= 4 AND p.status IN (1, 2, 3, 5, 6)
  AND date_diff('year', p.born, DATE '{{month}}-01') - (strftime(p.born, '%m%d') > strftime(DATE '{{month}}-01', '%m%d'))::INT
      BETWEEN 18 AND 64;
COPY (SELECT id AS reg_id, village AS kode_desa, desil, sector AS lapangan_usaha, age, rank FROM gap ORDER BY rank)
TO '{{out}}/gap.csv' (header);

-- The choice for regency budgets: the best of each regency until its money ends.
CREATE TABLE budget AS
SELECT sumber, replace(wilayah, '.', '') AS area, pagu, bulan, mulai
FROM read_csv({{budgets}}, header = true, all_varchar = false, types = {'wilayah': 'VARCHAR', 'mulai': 'VARCHAR', 'pagu': 'BIGINT'})
WHERE jenis = 'APBD_KAB';
CREATE TABLE roster AS
SELECT sumber, id, village, mulai, bulan, 16800 AS monthly, 16800 * bulan AS amount
FROM (SELECT b.*, g.id, g.village, row_number() OVER (PARTITION BY b.sumber ORDER BY g.rank) AS place
      FROM gap g JOIN budget b ON g.regency = b.area)
WHERE place * 16800 * bulan <= pagu;
COPY (SELECT r.sumber, r.id AS reg_id, p.nik_text AS nik, p.name_text AS nama, r.village AS kode_desa, 'JKK+JKM' AS program,
             r.mulai, r.bulan, r.monthly AS iuran_per_bulan, r.amount AS jumlah
      FROM roster r JOIN person p ON p.id = r.id)
TO '{{out}}/roster.csv' (header);
COPY (SELECT sumber, mulai, count(*) AS peserta, sum(monthly) AS jumlah FROM roster GROUP BY ALL ORDER BY ALL)
TO '{{out}}/bills.csv' (header);

-- Coverage before and after, nation to village.
CREATE TABLE flagged AS
SELECT p.village, coalesce(s.active, 0) AS before, greatest(coalesce(s.active, 0), (r.id IS NOT NULL)::INT) AS after
FROM person p LEFT JOIN standing s ON s.reg_id = p.id LEFT JOIN roster r ON r.id = p.id
WHERE p.status IS NOT NULL;
COPY (SELECT left(village, level) AS kode, count(*) AS pekerja, sum(before) AS terlindungi_sebelum, sum(after) AS terlindungi_sesudah
      FROM flagged, (VALUES (0), (2), (4), (6), (10)) AS levels(level) GROUP BY ALL ORDER BY kode)
TO '{{out}}/coverage.csv' (header);
