import { Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { BookEntry, PriceBook } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { useStale } from '../../api/use-stale.js';
import { useLocalised } from '../../i18n/localised.js';
import { toastDone } from '../../ui/feedback/toast.js';
import { DateField } from '../../ui/forms/entry/date-field.js';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import { ChargeListFields } from '../charges/form/charge-list-fields.js';
import type { BillingValues } from '../charges/form/charge-values.js';
import type { ChargesForm } from '../charges/form/charges-form.js';
import { toEntries, toEntryValues } from './entry-values.js';

interface VersionValues extends BillingValues {
  readonly validFrom: string;
  readonly validTo: string;
}

interface VersionDialogProps {
  readonly book: PriceBook;
  /** Initial entries of the version: those of the latest version or of a file. */
  readonly entries: readonly BookEntry[];
  readonly onClose: () => void;
}

/** Creates the next version of a price book: effective date and charges of its plans. Contracts keep their prices. */
export function VersionDialog({ book, entries, onClose }: VersionDialogProps) {
  const { t } = useTranslation();
  const stale = useStale();
  const localised = useLocalised();
  const plans = useOne('plans', '/plans', { query: { archived: true } });
  const [planId, setPlanId] = useState(entries[0]?.planId ?? '');
  const [others, setOthers] = useState<readonly BookEntry[]>(
    entries.filter((entry) => entry.planId !== entries[0]?.planId),
  );
  const { form, sending, summary, submit } = useServerForm<VersionValues>(
    { validFrom: '', validTo: '', machines: [], meters: [], charges: toEntryValues(entries, planId) },
    async ({ validFrom, validTo, charges }) => {
      await request('POST', '/price-books/{id}/versions', {
        path: { id: book.id },
        body: {
          validFrom,
          validTo: validTo === '' ? null : validTo,
          entries: [...toEntries(charges, planId), ...others],
        },
      });
      await stale('price-books');
      toastDone(t('maker:priceBooks.saved', { name: book.name }));
      onClose();
    },
  );
  const choosePlan = (next: string | null): void => {
    if (next === null || next === planId) return;
    const all = [...others, ...toEntries(form.getValues().charges, planId)];
    setOthers(all.filter((entry) => entry.planId !== next));
    setPlanId(next);
    form.setFieldValue('charges', toEntryValues(all, next));
  };
  return (
    <FormDialog
      title={t('maker:priceBooks.versionTitle', { name: book.name })}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
      size={760}
    >
      <DateField
        label={t('maker:priceBooks.validFrom')}
        description={t('maker:priceBooks.validFromHint')}
        data-autofocus
        {...form.getInputProps('validFrom')}
      />
      <DateField
        clearable
        label={t('maker:priceBooks.validTo')}
        description={t('maker:priceBooks.validToHint')}
        {...form.getInputProps('validTo')}
      />
      <Select
        label={t('maker:contracts.plan')}
        allowDeselect={false}
        data={(plans.data?.items ?? []).map(({ id, name }) => ({ value: id, label: localised(name) }))}
        value={planId}
        onChange={choosePlan}
      />
      {planId === '' ? null : (
        <ChargeListFields
          form={form as unknown as ChargesForm}
          currency={book.currency}
          meterNames={NO_CHOICE}
          machines={[]}
          countsAll
          isOfBook
        />
      )}
    </FormDialog>
  );
}

/** No meters to choose from, because meters are selected in each contract. */
const NO_CHOICE: ReadonlyMap<string, string> = new Map();
