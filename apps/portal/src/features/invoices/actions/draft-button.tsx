import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { Contract } from '../../../api/types.js';
import { useStale } from '../../../api/use-stale.js';
import { productNow } from '../../../clock/clock.js';
import { instantToWallTime } from '../../../format/time.js';
import { useFormat } from '../../../format/use-format.js';
import { MonthField } from '../../../ui/forms/entry/month-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { type BillingMonths, billingMonthOf } from '../../billing-calendar/billing-months.js';
import { useBillingMonth } from '../../billing-calendar/use-billing-month.js';

interface DraftButtonProps {
  readonly contract: Pick<Contract, 'id' | 'number' | 'zone'>;
  /** Billing months, if another month can be selected. */
  readonly months?: BillingMonths;
  /** Month `YYYY-MM`; the current one by default. */
  readonly month?: string;
  readonly onDrafted: (invoiceId: string) => void;
  /** Shows the button as secondary, because another action comes first. */
  readonly isSecondary?: boolean;
}

/** Calculates or refreshes the draft invoice of a contract month. */
export function DraftButton({ isSecondary = false, ...props }: DraftButtonProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant={isSecondary ? 'default' : 'filled'}
        leftSection={<IconRefresh size={16} stroke={1.75} />}
        onClick={() => setOpen(true)}
      >
        {t('maker:billing.draft')}
      </Button>
      {open ? <DraftDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

const CALENDAR: BillingMonths = { billingCalendar: 'calendar', startsOn: '' };

function DraftDialog({
  contract,
  months = CALENDAR,
  month: meant,
  onDrafted,
  onClose,
}: DraftButtonProps & { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const stale = useStale();
  const billingMonth = useBillingMonth(months);
  const { form, sending, summary, submit } = useServerForm(
    { month: meant ?? billingMonthOf(instantToWallTime(productNow(), contract.zone).slice(0, 10), months) },
    async ({ month }) => {
      const invoice = await request('POST', '/invoices/drafts', {
        body: { contractId: contract.id, month },
      });
      await stale('invoices', 'invoice-decisions', 'usage', 'cost', 'today');
      onDrafted(invoice.id);
    },
  );
  const { month } = form.values;
  // Lists the days of an anniversary month, because its name does not state them.
  const isCounted = months.billingCalendar === 'anniversary' && /^\d{4}-\d{2}$/.test(month);
  const zone = format.city(contract.zone);
  const hint = isCounted
    ? t('maker:billing.draftDays', { days: billingMonth(month), zone })
    : t('maker:billing.draftHint', { zone });
  return (
    <FormDialog
      title={t('maker:billing.draftTitle', { number: contract.number })}
      verb={t('maker:billing.draftVerb')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <MonthField label={t('maker:usage.month')} description={hint} {...form.getInputProps('month')} />
    </FormDialog>
  );
}
