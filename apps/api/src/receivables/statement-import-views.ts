import type { StatementImportView } from '#receivables';
import type { StatementImportDto } from './statement-imports.dto.js';

export function toImportDto({ options, summary, problem, ...view }: StatementImportView): StatementImportDto {
  return {
    ...view,
    options: options as StatementImportDto['options'],
    summary: summary && { ...summary, statements: [...summary.statements] },
    problem: problem && { code: problem.code, params: { ...problem.params } },
  };
}
