import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { request } from '../../../api/transport.js';
import type { BookEntry } from '../../../api/types.js';
import { useOne } from '../../../api/use-one.js';
import { useStale } from '../../../api/use-stale.js';
import { ApiProblem, problemOf } from '../../../problems/problem.js';
import { toastDone } from '../../../ui/feedback/toast.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { FormDialog } from '../../../ui/forms/form-dialog.js';
import { useServerForm } from '../../../ui/forms/use-server-form.js';
import { PlanFields, type PlanForm } from '../../plans/plan-fields.js';
import { newPlanValues, toPlanNames } from '../../plans/plan-values.js';
import { toEntries } from '../../price-books/entry-values.js';
import classes from '../simulator.module.css';
import type { UnsavedPlan } from './simulated-plan.js';

interface SavePlanDialogProps {
  readonly plan: UnsavedPlan;
  readonly currency: string;
  /** Current day of the page, `YYYY-MM-DD`. */
  readonly today: string;
  readonly onClose: () => void;
}

const NEW_BOOK = 'new';

/** Turns a simulated plan into an offer: a plan for contracts, with its prices in a price book. */
export function SavePlanDialog({ plan, currency, today, onClose }: SavePlanDialogProps) {
  const { t, i18n } = useTranslation();
  const stale = useStale();
  const priceBooks = useOne('price-books', '/price-books');
  const recurring = plan.charges.filter(({ pricing, due }) => pricing.model !== 'flat' || due !== 'once');
  const { form, sending, summary, submit } = useServerForm(
    {
      ...newPlanValues(undefined, i18n.language),
      name: plan.name,
      prices: { bookId: NEW_BOOK, validFrom: today },
    },
    async ({ name, code, structure, prices: { bookId, validFrom } }) => {
      const charges = toEntries(recurring, '').map((entry) => withoutPlan(entry));
      try {
        await request('POST', '/plans', {
          body: {
            ...{ code, structure, name: toPlanNames(name, i18n.language) },
            prices: { bookId: bookId === NEW_BOOK ? null : bookId, currency, validFrom, charges },
          },
        });
      } catch (error) {
        throw mapPointers(error);
      }
      await stale('plans', 'price-books');
      toastDone(t('maker:simulator.planSaved', { name }));
      onClose();
    },
  );
  const own = (priceBooks.data?.items ?? []).filter((book) => book.currency === currency);
  return (
    <FormDialog
      title={t('maker:simulator.savePlanTitle')}
      verb={t('maker:simulator.savePlanVerb')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      {/* The form contains all fields used here. */}
      <PlanFields form={form as unknown as PlanForm} />
      <Select
        label={t('maker:simulator.priceBook')}
        description={t('maker:simulator.priceBookHint')}
        allowDeselect={false}
        data={[
          { value: NEW_BOOK, label: t('maker:simulator.newBook', { currency }) },
          ...own.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        {...form.getInputProps('prices.bookId')}
      />
      <DateField label={t('maker:priceBooks.validFrom')} {...form.getInputProps('prices.validFrom')} />
      {recurring.length === plan.charges.length ? null : (
        <p className={classes.hint}>
          {t('maker:simulator.onceLeftOut', { count: plan.charges.length - recurring.length })}
        </p>
      )}
    </FormDialog>
  );
}

function withoutPlan({ planId: _plan, ...charge }: BookEntry) {
  return charge;
}

/**
 * Returns the error with other pointers: an error of a charge is shown above the form, which has no charge fields, and
 * an overlap of price books at the start date.
 */
function mapPointers(error: unknown): ApiProblem {
  const problem = problemOf(error);
  return new ApiProblem({
    ...problem,
    fields: problem.fields?.map((fault) => ({
      ...fault,
      pointer: fault.pointer
        .replace(/^\/prices\/charges/, '/charges')
        .replace(/^\/prices\/validTo/, '/prices/validFrom')
        .replace(/^\/name\/en$/, '/name'),
    })),
  });
}
