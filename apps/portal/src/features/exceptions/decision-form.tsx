import { Button, Radio, Select, Stack, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import type { DecisionEffect, MeterException } from '../../api/types.js';
import { useStale } from '../../api/use-stale.js';
import { formatUnit } from '../../format/unit.js';
import { faultText, problemText } from '../../problems/problem-text.js';
import { problemOf } from '../../problems/problem.js';
import { toastDone } from '../../ui/feedback/toast.js';
import { NumberField } from '../../ui/forms/entry/number-field.js';
import { FormSummary } from '../../ui/forms/form-summary.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import { useDebouncedContent } from '../../ui/forms/use-debounced-content.js';
import { EffectTable } from './effect-table.js';
import classes from './exceptions.module.css';

interface DecisionFormProps {
  readonly exception: MeterException;
  readonly onDecided: () => void;
}

const RULES = ['same_weekday_hours', 'average', 'contractual'] as const;

/** This is a type rather than an interface, because the form requires an index signature. */
type Values = {
  choice: 'accept' | 'estimate' | 'ignore';
  quantity: string;
  rule: (typeof RULES)[number];
  days: string;
  perDay: string;
  reason: string;
};

/** Converts the form to the request, with only the fields that the choice needs. */
function toDecisionInput({ choice, quantity, rule, days, perDay }: Values) {
  return {
    choice,
    quantity: choice === 'accept' && quantity.trim() !== '' ? quantity.trim() : null,
    estimate:
      choice === 'estimate'
        ? {
            rule,
            ...(rule === 'average' && days !== '' && { days: Number(days) }),
            ...(rule === 'contractual' && perDay !== '' && { perDay: perDay.trim() }),
          }
        : null,
  };
}

/**
 * The options for an exception. The effect of the selected one on the month is previewed before the decision is saved.
 */
export function DecisionForm({ exception, onDecided }: DecisionFormProps) {
  const { t, i18n } = useTranslation();
  const stale = useStale();
  const isTrueUp = exception.kind === 'true_up';
  const saysNothing = exception.kind === 'counter_fell' || exception.kind === 'gap';
  const { form, sending, summary, submit } = useServerForm<Values>(
    {
      choice: saysNothing ? 'estimate' : 'accept',
      quantity: '',
      rule: 'same_weekday_hours',
      days: '14',
      perDay: '',
      reason: '',
    },
    async (values) => {
      await request('POST', '/meter-exceptions/{id}/decisions', {
        path: { id: exception.id },
        body: {
          ...toDecisionInput(values),
          reason: values.reason.trim(),
          expected: exception.decision?.id ?? null,
        },
      });
      toastDone(t('maker:exceptions.decided'));
      await stale('meter-exceptions', 'usage', 'cost', 'proof');
      onDecided();
    },
  );
  const { choice, rule } = form.values;
  const wanted = toDecisionInput(form.values);
  const input = useDebouncedContent(wanted, 300);
  // While the user types, the page still shows the effect of the previous input.
  const isPreviewed = JSON.stringify(input) === JSON.stringify(wanted);
  const effect = useQuery<DecisionEffect>({
    queryKey: ['meter-exceptions', 'effect', exception.id, input],
    queryFn: ({ signal }) =>
      request('POST', '/meter-exceptions/{id}/preview', { path: { id: exception.id }, body: input, signal }),
    retry: false,
  });
  const unit = formatUnit(exception.meter.unit);
  const previewProblem = effect.error === null ? undefined : problemOf(effect.error);
  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      <FormSummary summary={summary} />
      <Radio.Group label={t('maker:exceptions.choose')} {...form.getInputProps('choice')}>
        <Stack gap={6} mt={6}>
          {(isTrueUp ? (['accept'] as const) : (['accept', 'estimate', 'ignore'] as const)).map((value) => (
            <Radio
              key={value}
              value={value}
              label={t(`maker:exceptions.choice.${isTrueUp ? 'seen' : value}`)}
              description={t(`maker:exceptions.choiceWhy.${isTrueUp ? 'seen' : value}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {choice === 'accept' && !isTrueUp ? (
        <NumberField
          label={t('maker:exceptions.quantity', { unit })}
          unit={unit}
          description={t(saysNothing ? 'maker:exceptions.quantityNeeded' : 'maker:exceptions.quantityHint')}
          {...form.getInputProps('quantity')}
        />
      ) : null}
      {choice === 'estimate' ? (
        <>
          <Select
            label={t('maker:exceptions.rule')}
            allowDeselect={false}
            data={RULES.map((value) => ({ value, label: t(`maker:exceptions.rules.${value}`) }))}
            {...form.getInputProps('rule')}
          />
          {rule === 'average' ? (
            <NumberField label={t('maker:exceptions.days')} decimals={0} {...form.getInputProps('days')} />
          ) : null}
          {rule === 'contractual' ? (
            <NumberField
              label={t('maker:exceptions.perDay', { unit })}
              unit={unit}
              {...form.getInputProps('perDay')}
            />
          ) : null}
        </>
      ) : null}
      {previewProblem !== undefined ? (
        <p className={classes.note} role="status">
          {previewProblem.fields?.[0] === undefined
            ? problemText(previewProblem, t, i18n)
            : faultText(previewProblem.fields[0], t, i18n)}
        </p>
      ) : effect.data === undefined ? null : (
        <EffectTable effect={effect.data} unit={exception.meter.unit} />
      )}
      <Textarea label={t('maker:exceptions.reason')} autosize minRows={2} {...form.getInputProps('reason')} />
      <div className={classes.buttons}>
        <Button type="submit" loading={sending} disabled={!isPreviewed || effect.data === undefined}>
          {t(effect.data?.needsSecond === true ? 'maker:exceptions.decideFirst' : 'maker:exceptions.decide')}
        </Button>
      </div>
    </form>
  );
}
