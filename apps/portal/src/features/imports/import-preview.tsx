import { IconAlertOctagon, IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './import-preview.module.css';

export interface ImportFaultView {
  readonly row: number;
  readonly column: string;
  readonly value: string | null;
  /** Reason for the error, in words. */
  readonly reason: ReactNode;
  readonly proposal?: string;
}

interface ImportPreviewProps {
  readonly faults: readonly ImportFaultView[];
  readonly columns: readonly string[];
  /** Valid rows with their row number in the file; cells in column order. */
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
  readonly validCount: number;
  /** Explains what happens to rows with errors, unless the import is all or nothing. */
  readonly faultsNote?: string;
  /** Explains what happens to rows without errors, unless the import is all or nothing. */
  readonly goodNote?: string;
}

/** Shows errors first, each with its cell, column, reason and suggestion, then the rows to be saved. */
export function ImportPreview({
  faults,
  columns,
  rows,
  validCount,
  faultsNote,
  goodNote,
}: ImportPreviewProps) {
  const { t } = useTranslation();
  const byRow = Map.groupBy(faults, (fault) => fault.row);
  return (
    <div className={classes.preview}>
      {faults.length === 0 ? null : (
        <>
          <h2 className={classes.group} data-tone="critical">
            <IconAlertOctagon size={15} stroke={1.75} aria-hidden />{' '}
            {t('import.faults', { count: faults.length })}
            <span>{faultsNote ?? t('import.faultsNote')}</span>
          </h2>
          <ol>
            {[...byRow].map(([row, rowFaults]) => (
              <li key={row} className={classes.fault}>
                <span className={classes.rowNumber}>{t('import.row', { row })}</span>
                <ul className={classes.faultList}>
                  {rowFaults.map((fault) => (
                    <li key={`${fault.column} ${fault.value ?? ''}`} className={classes.faultLine}>
                      <span className={classes.framed}>
                        {fault.value === null || fault.value === '' ? t('import.emptyCell') : fault.value}
                      </span>
                      <span className={classes.why}>
                        <IconAlertOctagon size={14} stroke={1.75} aria-hidden />
                        <b>{fault.column}</b> {fault.reason}
                        {fault.proposal === undefined ? null : (
                          <span className={classes.proposal}>
                            {t('import.proposal', { value: fault.proposal })}
                          </span>
                        )}
                      </span>
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ol>
        </>
      )}
      {validCount === 0 ? null : (
        <>
          <h2 className={classes.group}>
            <IconCheck size={15} stroke={1.75} aria-hidden /> {t('import.good', { count: validCount })}
            <span>{goodNote ?? t('import.goodNote')}</span>
          </h2>
          <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('import.goodRegion')}>
            <table className={classes.table}>
              <thead>
                <tr>
                  <th scope="col">{t('import.rowNumber')}</th>
                  {columns.map((column) => (
                    <th key={column} scope="col">
                      {column}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows
                  .filter(({ row }) => !byRow.has(row))
                  .map(({ row, cells }) => (
                    <tr key={row}>
                      <td className={classes.number}>{row}</td>
                      {columns.map((column, index) => (
                        <td key={column}>{cells[index] ?? ''}</td>
                      ))}
                    </tr>
                  ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </div>
  );
}
