-- The rules by the number of repositories that break them. A path starts with the folder of its repository.
SELECT
    rule,
    severity,
    count(*) AS findings,
    count(DISTINCT path) AS files,
    count(DISTINCT split_part(path, '/', 1)) AS repositories,
    count(*) FILTER (WHERE fix.applicability = 'safe') AS fixable
FROM read_json($report, format = 'newline_delimited', columns = {
    rule: 'VARCHAR',
    severity: 'VARCHAR',
    path: 'VARCHAR',
    fix: 'STRUCT(applicability VARCHAR, title VARCHAR)'
})
GROUP BY ALL
ORDER BY repositories DESC, findings DESC, rule, severity
