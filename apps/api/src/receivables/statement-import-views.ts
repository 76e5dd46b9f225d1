import type { ColumnMap, KnownColumnMap, StatementImportView } from '#receivables';
import type { ColumnMapDto, KnownColumnMapDto, StatementImportDto } from './statement-imports.dto.js';

export function toImportDto({ options, summary, problem, ...view }: StatementImportView): StatementImportDto {
  const { columnMap, ...others } = options;
  return {
    ...view,
    options: { ...others, ...(columnMap && { columnMap: toColumnMapDto(columnMap) }) },
    summary: summary && { ...summary, statements: [...summary.statements] },
    problem: problem && { code: problem.code, params: { ...problem.params } },
  };
}

export function toKnownMapDto({ name, columnMap }: KnownColumnMap): KnownColumnMapDto {
  return { name, columnMap: toColumnMapDto(columnMap) };
}

function toColumnMapDto({ columns: { text, ...columns }, debitMarks, ...map }: ColumnMap): ColumnMapDto {
  return {
    ...map,
    columns: { ...columns, ...(text && { text: [...text] }) },
    ...(debitMarks && { debitMarks: [...debitMarks] }),
  };
}
