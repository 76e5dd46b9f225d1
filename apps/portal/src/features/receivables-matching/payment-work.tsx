import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PaymentDetail } from '../../api/types.js';
import { FormSummary } from '../../ui/forms/form-summary.js';
import { Section } from '../../ui/layout/section.js';
import { ByHandForm } from './by-hand/by-hand-form.js';
import classes from './matching.module.css';
import { PaymentHead } from './payment-head.js';
import { SuggestionList } from './suggestions/suggestion-list.js';
import type { Matching } from './use-matching.js';

interface PaymentWorkProps {
  readonly payment: PaymentDetail;
  readonly matching: Matching;
}

/** One payment with its suggestions, or with the form that allocates it by hand. */
export function PaymentWork({ payment, matching }: PaymentWorkProps) {
  const { t } = useTranslation();
  const { allocations, byHand } = matching;
  const hasSuggestion = payment.suggestions.length > 0;
  const failure = allocations.failure;
  return (
    <article className={classes.work} aria-label={payment.payerName ?? t('maker:matching.unknownPayer')}>
      <PaymentHead payment={payment} />
      <FormSummary
        summary={failure === undefined ? undefined : { fields: 0, text: failure }}
        lead={t('maker:matching.notUsed')}
      />
      {byHand === undefined ? (
        <>
          <Section title={t('maker:matching.suggestions')} flush>
            <SuggestionList payment={payment} chosen={matching.chosen} onChoose={matching.choose} />
          </Section>
          <div className={classes.foot} hidden={!matching.canUse}>
            {hasSuggestion ? (
              <Button loading={allocations.busy} onClick={matching.accept}>
                {t('maker:matching.accept')} <kbd className={classes.key}>Enter</kbd>
              </Button>
            ) : null}
            <Button variant={hasSuggestion ? 'default' : 'filled'} onClick={() => matching.openByHand(false)}>
              {t('maker:matching.byHand')} <kbd className={classes.key}>M</kbd>
            </Button>
            {hasSuggestion ? (
              <Button variant="default" onClick={() => matching.openByHand(true)}>
                {t('maker:matching.edit')} <kbd className={classes.key}>E</kbd>
              </Button>
            ) : null}
            <Button variant="default" onClick={matching.skip}>
              {t('maker:matching.skip')} <kbd className={classes.key}>S</kbd>
            </Button>
          </div>
        </>
      ) : (
        <Section title={t('maker:matching.byHand')} aside={t('maker:matching.oneCustomer')} flush>
          <ByHandForm
            payment={payment}
            initialRows={byHand.rows}
            initialCustomerId={byHand.customerId}
            busy={allocations.busy}
            onSend={matching.sendByHand}
            onClose={matching.closeByHand}
          />
        </Section>
      )}
    </article>
  );
}
