import { Checkbox, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatAccountNumber } from '../../../format/account-number.js';
import { CurrencyField } from '../../../ui/forms/code-select.js';
import { NumberField } from '../../../ui/forms/entry/number-field.js';
import classes from './column-map.module.css';
import type { DraftMap, OwnAccount } from './draft-map.js';
import { DATE_FORMATS } from './guess-format.js';
import { DELIMITERS, type Encoding, ENCODINGS } from './sample.js';

interface FormatFieldsProps {
  readonly draft: DraftMap;
  readonly encoding: Encoding;
  readonly accounts: readonly OwnAccount[];
  readonly onEncoding: (encoding: Encoding) => void;
  /** Receives a change that moves the columns, such as another delimiter. */
  readonly onLayout: (change: Partial<Pick<DraftMap, 'delimiter' | 'skippedRows' | 'hasHeaders'>>) => void;
  readonly onChange: (change: Partial<DraftMap>) => void;
}

/** Fields for the format of a CSV file, and for values that no column contains. */
export function FormatFields({
  draft,
  encoding,
  accounts,
  onEncoding,
  onLayout,
  onChange,
}: FormatFieldsProps) {
  const { t } = useTranslation();
  const has = (role: 'account' | 'currency' | 'mark'): boolean => draft.roles.includes(role);
  const formats: readonly string[] = DATE_FORMATS;
  return (
    <div className={classes.fields}>
      {has('account') ? null : (
        <Select
          className={classes.wide}
          label={t('maker:statements.account')}
          placeholder={t('maker:statements.chooseAccount')}
          allowDeselect={false}
          value={draft.account}
          onChange={(account) =>
            onChange({
              account,
              currency: accounts.find((one) => one.account === account)?.currency ?? draft.currency,
            })
          }
          data={[...new Set(accounts.map(({ account }) => account))].map((account) => ({
            value: account,
            label: formatAccountNumber(account),
          }))}
        />
      )}
      {has('currency') ? null : (
        <CurrencyField
          label={t('maker:statements.currency')}
          value={draft.currency}
          onChange={(currency) => onChange({ currency })}
        />
      )}
      {has('mark') ? (
        <TextInput
          label={t('maker:statements.debitMarks')}
          description={t('maker:statements.debitMarksHint')}
          value={draft.debitMarks}
          onChange={({ currentTarget }) => onChange({ debitMarks: currentTarget.value })}
        />
      ) : null}
      <Select
        label={t('maker:statements.dateFormat')}
        allowDeselect={false}
        value={draft.dateFormat}
        onChange={(dateFormat) => dateFormat !== null && onChange({ dateFormat })}
        data={formats.includes(draft.dateFormat) ? [...formats] : [draft.dateFormat, ...formats]}
      />
      <Select
        label={t('maker:statements.decimal')}
        allowDeselect={false}
        value={draft.decimal}
        onChange={(decimal) => onChange({ decimal: decimal === ',' ? ',' : '.' })}
        data={[
          { value: ',', label: t('maker:statements.decimals.comma') },
          { value: '.', label: t('maker:statements.decimals.point') },
        ]}
      />
      <Select
        label={t('maker:statements.delimiter')}
        allowDeselect={false}
        value={draft.delimiter}
        onChange={(value) => onLayout({ delimiter: DELIMITERS.find((one) => one === value) ?? ';' })}
        data={[
          { value: ';', label: t('maker:statements.delimiters.semicolon') },
          { value: ',', label: t('maker:statements.delimiters.comma') },
          { value: '\t', label: t('maker:statements.delimiters.tab') },
          { value: '|', label: t('maker:statements.delimiters.bar') },
        ]}
      />
      <Select
        label={t('maker:statements.encoding')}
        allowDeselect={false}
        value={encoding}
        onChange={(value) => onEncoding(ENCODINGS.find((one) => one === value) ?? 'utf-8')}
        data={ENCODINGS.map((value) => ({ value, label: t(`maker:statements.encodings.${value}`) }))}
      />
      <NumberField
        label={t('maker:statements.skippedRows')}
        decimals={0}
        min={0}
        max={1000}
        value={String(draft.skippedRows)}
        onChange={(value) => onLayout({ skippedRows: /^\d{1,4}$/.test(value) ? Number(value) : 0 })}
      />
      <Checkbox
        className={classes.check}
        label={t('maker:statements.hasHeaders')}
        checked={draft.hasHeaders}
        onChange={({ currentTarget }) => onLayout({ hasHeaders: currentTarget.checked })}
      />
    </div>
  );
}
