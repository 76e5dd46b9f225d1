import { LineMatcher, mt940Reader, csvReader, readStatements } from '#receivables/domain';
import { camtReader } from '#receivables';
import { judge, sharesOf } from './judge.js';
import { generateWorld } from './payments.js';
import { CSV_MAP, renderCamt, renderCsv, renderMt940 } from './render.js';

it('debug', () => {
  for (const seed of [1, 2]) {
    const world = generateWorld(seed, 20000, 2000);
    const [camt] = readStatements(camtReader(), renderCamt(world.payments));
    const [mt] = readStatements(mt940Reader(), renderMt940(world.payments));
    const [csv] = readStatements(csvReader(CSV_MAP), renderCsv(world.payments));
    console.log(camt!.lines[3], mt!.lines[3], csv!.lines[3], camt!.lineCount, mt!.lineCount, csv!.lineCount);
    for (const statement of [camt!, mt!, csv!]) {
      let t = performance.now();
      const matcher = new LineMatcher(world.items);
      const t1 = performance.now() - t;
      t = performance.now();
      const matches = matcher.match(statement.lines);
      console.log(statement.format, t1, performance.now() - t);
      const j = judge(world.payments, statement.lines, matches);
      console.table([...j.kinds].map(([k, v]) => ({ k, ...v })));
      console.log(sharesOf(j));
      for (const w of j.wrong.slice(0, 5)) console.log(JSON.stringify(w));
      statement.lines.forEach((line, i) => {
        const p = world.payments.find((x) => x.bankReference === line.bankReference)!;
        const m = matches[i]!;
        const n = ((globalThis as any).cnt ??= {});
        if (
          !m.certain &&
          ['document_number', 'numeric_reference', 'discount', 'cut', 'mistyped', 'fee'].includes(p.kind)
        ) {
          n[p.kind + statement.format] = (n[p.kind + statement.format] ?? 0) + 1;
          if (n[p.kind + statement.format] < 3)
            console.log(
              p.kind,
              p.text,
              p.itemIds,
              m.doubt,
              JSON.stringify(m.suggestions[0]?.allocations),
              line.remittance.text,
            );
        }
      });
    }
  }
});
