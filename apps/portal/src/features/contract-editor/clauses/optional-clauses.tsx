import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.js';
import { type ExitForm, ExitFields } from '../../contracts/exit/exit-fields.js';
import { type IndexClauseForm, IndexClauseFields } from '../../contracts/index-clause/index-clause-fields.js';
import { isReadable, toIndexClause } from '../../contracts/index-clause/index-clause-values.js';
import { useIndexClauseWords } from '../../contracts/index-clause/use-index-clause-words.js';
import { PauseFields, type PausesForm } from '../../contracts/pauses/pause-fields.js';
import { toPauses } from '../../contracts/pauses/pause-values.js';
import { usePauseWords } from '../../contracts/pauses/use-pause-words.js';
import { PerformanceFields } from '../../contracts/performance/performance-fields.js';
import type { PerformanceForm } from '../../contracts/performance/performance-form.js';
import { asTerm } from '../../contracts/performance/performance-values.js';
import { usePerformanceWords } from '../../contracts/performance/use-performance-words.js';
import { InvoiceTermFields, type InvoiceTermsForm } from '../../contracts/terms/invoice-term-fields.js';
import { toInvoiceTerms } from '../../contracts/terms/invoice-term-values.js';
import { useInvoiceTermWords } from '../../contracts/terms/use-invoice-term-words.js';
import type { DraftForm } from '../draft-form.js';
import { InlineDate, InlineNumber, InlineSelect } from '../sentences/inline-fields.js';
import { Sentence } from '../sentences/sentence.js';
import { fieldAt } from '../sentences/split-sentence.js';
import type { DraftScope } from '../use-draft-scope.js';
import type { OptionalClause } from '../values/optional-clauses.js';
import classes from './clause.module.css';

interface OptionalClauseProps {
  readonly form: DraftForm;
  readonly scope: DraftScope;
  /** Whether the fields below are shown; the sentences then only repeat their values. */
  readonly isOpen: boolean;
}

/** Sentences of an optional clause. The values that change most often are edited in them. */
export function ClauseSentences({
  clause,
  ...props
}: OptionalClauseProps & { readonly clause: OptionalClause }) {
  switch (clause) {
    case 'invoiceTerms':
      return <InvoiceTermSentences {...props} />;
    case 'indexClause':
      return <IndexSentences {...props} />;
    case 'performance':
      return <GuaranteeSentences {...props} />;
    case 'pauses':
      return <PauseSentences {...props} />;
    case 'exit':
      return <ExitSentences {...props} />;
  }
}

/** All fields of an optional clause. */
export function ClauseFields({
  clause,
  form,
  scope,
}: Omit<OptionalClauseProps, 'isOpen'> & { readonly clause: OptionalClause }) {
  const { shown } = scope;
  // A draft contains all terms that these fields edit, under the same paths.
  switch (clause) {
    case 'invoiceTerms':
      return <InvoiceTermFields form={form as unknown as InvoiceTermsForm} currency={shown.currency} />;
    case 'indexClause':
      return (
        <IndexClauseFields
          form={form as unknown as IndexClauseForm}
          contract={shown}
          charges={shown.charges.filter(({ due }) => due !== 'once')}
        />
      );
    case 'performance':
      return <PerformanceFields form={form as unknown as PerformanceForm} contract={shown} />;
    case 'pauses':
      return <PauseFields form={form as unknown as PausesForm} />;
    case 'exit':
      return <ExitFields form={form as unknown as ExitForm} currency={shown.currency} />;
  }
}

function InvoiceTermSentences({ form, scope, isOpen }: OptionalClauseProps) {
  const { t } = useTranslation();
  const wordsOf = useInvoiceTermWords();
  const { currency } = scope.shown;
  const { minimum, ...others } = form.values.invoiceTerms;
  const isInline = !isOpen && minimum.amount !== '';
  const words = wordsOf(
    toInvoiceTerms({ ...others, minimum: isInline ? { amount: '', clause: '' } : minimum }),
    currency,
  );
  return (
    <>
      {isInline ? (
        <Sentence
          text={t('invoiceTerms.minimum', { amount: fieldAt('invoiceTerms.minimum.amount') })}
          field={(path) => (
            <InlineNumber
              label={t('maker:invoiceTerms.minimum')}
              unit={currency}
              {...form.getInputProps(path)}
            />
          )}
        />
      ) : null}
      <Words words={words} />
    </>
  );
}

function IndexSentences({ form, scope, isOpen }: OptionalClauseProps) {
  const { t } = useTranslation();
  const wordsOf = useIndexClauseWords();
  const values = form.values.indexClause;
  const clause = toIndexClause(values);
  const { shown } = scope;
  if (clause === null) return null;
  const isRate = values.kind === 'rate' && !isOpen;
  const words = isReadable(clause) ? wordsOf(clause, shown, shown.charges) : [];
  const all = values.charges.length === 0;
  return (
    <>
      {isRate && all ? (
        <Sentence
          text={t('indexClause.rises', {
            day: fieldAt('indexClause.from'),
            what: t('indexClause.all'),
            percent: fieldAt('indexClause.fixedPercentPerYear'),
          })}
          field={(path) =>
            path === 'indexClause.from' ? (
              <InlineDate label={t('maker:indexClause.field.from')} {...form.getInputProps(path)} />
            ) : (
              <InlineNumber
                label={t('maker:indexClause.field.fixedPercentPerYear')}
                {...form.getInputProps(path)}
              />
            )
          }
        />
      ) : null}
      {words.length === 0 ? (
        isRate && all ? null : (
          <p className={classes.plain}>{t('maker:contractEditor.incomplete')}</p>
        )
      ) : (
        <Words words={[(isRate && all ? words.slice(1) : words).join(' ')]} />
      )}
    </>
  );
}

function GuaranteeSentences({ form, scope, isOpen }: OptionalClauseProps) {
  const { t } = useTranslation();
  const wordsOf = usePerformanceWords();
  const { shown } = scope;
  return form.values.performance.map((term, row) => {
    const { guarantee, evidence } = wordsOf(asTerm(term), shown);
    const at = (name: string): string => `performance.${row}.${name}`;
    const number = (path: string) => {
      const name = path.split('.').at(-1) ?? '';
      const isAvailability = name === 'guaranteePercent' && term.type === 'availability';
      return (
        <InlineNumber
          label={t(`maker:performance.${isAvailability ? 'availableFrom' : name}`)}
          unit={name === 'kwhPrice' || name === 'creditPerStartedHour' ? shown.currency : ''}
          {...form.getInputProps(path)}
        />
      );
    };
    const sentence =
      isOpen || (term.type === 'availability' && term.scheme !== 'malus')
        ? undefined
        : term.type === 'energy'
          ? t('performance.energyPromise', { most: fieldAt(at('kwhPerM3')), price: fieldAt(at('kwhPrice')) })
          : term.type === 'availability'
            ? t('performance.availabilityMalus', {
                guarantee: fieldAt(at('guaranteePercent')),
                point: fieldAt(at('malusPercentPerPoint')),
              })
            : term.guaranteePercent === ''
              ? t('performance.deliveryAlways', { credit: fieldAt(at('creditPerStartedHour')) })
              : t('performance.deliveryPromise', {
                  percent: fieldAt(at('guaranteePercent')),
                  credit: fieldAt(at('creditPerStartedHour')),
                });
    return (
      <div key={term.key || row}>
        {sentence === undefined ? <p>{guarantee}</p> : <Sentence text={sentence} field={number} />}
        <p className={classes.plain}>{evidence}</p>
      </div>
    );
  });
}

function PauseSentences({ form }: OptionalClauseProps) {
  const { when, terms } = usePauseWords();
  return (
    <Words
      words={toPauses(form.values.pauses)
        .filter(({ months, from, to }) => (months?.length ?? 0) > 0 || (Boolean(from) && Boolean(to)))
        .map((pause) => `${when(pause)}: ${terms(pause)}`)}
    />
  );
}

function ExitSentences({ form, isOpen }: OptionalClauseProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { noticeDays, noticeTo, termination } = form.values.exit;
  const notices = (['term_end', 'month_end', 'any_day'] as const).map((value) => ({
    value,
    label: t(`maker:exit.noticeTo.${value}`),
  }));
  const label = (path: string): string => t(`maker:exit.field.${path.split('.').at(-1)}`);
  const isShare = termination.method === 'percent_of_remaining';
  const field = (path: string) =>
    path === 'exit.noticeTo' ? (
      <InlineSelect label={label(path)} allowDeselect={false} data={notices} {...form.getInputProps(path)} />
    ) : (
      <InlineNumber
        label={label(path)}
        unit={path === 'exit.noticeDays' ? t('entry.units.days') : '%'}
        {...(path === 'exit.noticeDays' && { decimals: 0 })}
        {...form.getInputProps(path)}
      />
    );
  if (isOpen)
    return (
      <Words
        words={[
          t('maker:contractEditor.sentence.notice', {
            days: `${noticeDays || '…'} ${t('entry.units.days')}`,
            to: t(`maker:exit.noticeTo.${noticeTo}`),
          }),
          ...(isShare
            ? [
                t('maker:contractEditor.sentence.exitShare', {
                  percent: `${termination.percent === '' ? '…' : format.number(termination.percent)} %`,
                }),
              ]
            : []),
        ]}
      />
    );
  return (
    <>
      <Sentence
        text={t('maker:contractEditor.sentence.notice', {
          days: fieldAt('exit.noticeDays'),
          to: fieldAt('exit.noticeTo'),
        })}
        field={field}
      />
      {isShare ? (
        <Sentence
          text={t('maker:contractEditor.sentence.exitShare', {
            percent: fieldAt('exit.termination.percent'),
          })}
          field={field}
        />
      ) : (
        <p className={classes.plain}>
          {`${t('maker:exit.field.method')}: ${t(`maker:exit.method.${termination.method}`)}`}
        </p>
      )}
    </>
  );
}

const Words = ({ words }: { readonly words: readonly string[] }) =>
  words.map((text) => (
    <p key={text} className={classes.text}>
      {text}
    </p>
  ));
