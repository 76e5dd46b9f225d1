import type { CostImportPreview, ImportPreviewAnswer, PriceBookFile } from '../../api/types.js';
import { useCodeText } from '../../i18n/use-code-text.js';
import { ImportPreview } from './import-preview.js';

type Answer = Pick<
  ImportPreviewAnswer | CostImportPreview | PriceBookFile,
  'faults' | 'columns' | 'preview' | 'valid'
>;

/** The server's preview of a file before the import. */
export function FilePreview({ answer }: { readonly answer: Answer }) {
  const text = useCodeText();
  return (
    <ImportPreview
      faults={answer.faults.map(({ row, column, value, code, params, proposal }) => ({
        row,
        column,
        value,
        reason: text('errors:', code, params),
        proposal,
      }))}
      columns={answer.columns.map(({ header }) => header)}
      rows={answer.preview}
      validCount={answer.valid}
    />
  );
}
