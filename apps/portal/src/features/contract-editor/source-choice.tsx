import { SegmentedControl, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/transport.js';
import { useList } from '../../api/use-list.js';
import { useOne } from '../../api/use-one.js';
import { useLocalised } from '../../i18n/localised.js';
import { useWork } from '../../ui/feedback/use-work.js';
import { useOfferNames } from '../charges/form/charge-list-fields.js';
import type { DraftForm } from './draft-form.js';
import classes from './source-choice.module.css';
import { fromBook, fromContract, fromPlan, type Source, SOURCES } from './values/draft-sources.js';

interface SourceChoiceProps {
  readonly form: DraftForm;
  /** Called with the ID of the price book version that the charges come from; null for another source. */
  readonly onBook: (versionId: string | null) => void;
}

/** Fills in a new contract from a plan, a price book or another contract. */
export function SourceChoice({ form, onBook }: SourceChoiceProps) {
  const { t } = useTranslation();
  const [source, setSource] = useState<Source>('empty');
  return (
    <section className={classes.source} aria-label={t('maker:contractEditor.source.label')}>
      <span className={classes.label} aria-hidden>
        {t('maker:contractEditor.source.label')}
      </span>
      <SegmentedControl
        className={classes.choice}
        aria-label={t('maker:contractEditor.source.label')}
        data={SOURCES.map((value) => ({ value, label: t(`maker:contractEditor.source.${value}`) }))}
        value={source}
        onChange={(value) => setSource(value as Source)}
      />
      {source === 'plan' ? <PlanSource form={form} onBook={onBook} /> : null}
      {source === 'price_book' ? <BookSource form={form} onBook={onBook} /> : null}
      {source === 'contract' ? <ContractSource form={form} onBook={onBook} /> : null}
    </section>
  );
}

function PlanSource({ form, onBook }: SourceChoiceProps) {
  const { t } = useTranslation();
  const localised = useLocalised();
  const nameOf = useOfferNames();
  const plans = useOne('plans', '/plans').data?.items ?? [];
  const { run, failure } = useWork();
  const choose = (id: string | null): void => {
    const plan = plans.find((candidate) => candidate.id === id);
    if (plan === undefined) return;
    run(async () => {
      const { currency, startsOn: day } = form.getValues();
      // A price book offers the prices of a plan for a currency and a day, so both must be known.
      const offers =
        currency === '' || day === ''
          ? []
          : (await request('GET', '/price-books/offers', { query: { planId: plan.id, currency, day } }))
              .items;
      const [version] = offers;
      form.setValues(
        version === undefined
          ? fromPlan(form.getValues(), plan, nameOf)
          : fromBook(form.getValues(), version, plan.id),
      );
      onBook(version?.id ?? null);
    });
  };
  return (
    <Select
      searchable
      aria-label={t('maker:contracts.plan')}
      placeholder={t('maker:contracts.plan')}
      data={plans.map(({ id, name }) => ({ value: id, label: localised(name) }))}
      error={failure?.text}
      onChange={choose}
    />
  );
}

function BookSource({ form, onBook }: SourceChoiceProps) {
  const { t } = useTranslation();
  const localised = useLocalised();
  const [versionId, setVersionId] = useState<string | null>(null);
  const books = useOne('price-books', '/price-books').data?.items ?? [];
  const plans = useOne('plans', '/plans').data?.items ?? [];
  const version = useOne('price-books', '/price-books/versions/{versionId}', {
    path: { versionId: versionId ?? undefined },
  }).data;
  const priced = plans.filter(({ id }) => version?.entries.some(({ planId }) => planId === id));
  return (
    <>
      <Select
        searchable
        aria-label={t('maker:contractEditor.source.price_book')}
        placeholder={t('maker:contractEditor.source.price_book')}
        data={books.flatMap(({ name, currency, versions }) => {
          const [newest] = [...versions].sort((a, b) => b.number - a.number);
          return newest === undefined
            ? []
            : [
                {
                  value: newest.id,
                  label: `${t('maker:priceBooks.versionOf', { book: name, number: newest.number })}, ${currency}`,
                },
              ];
        })}
        value={versionId}
        onChange={setVersionId}
      />
      {version === undefined || versionId === null ? null : (
        <Select
          aria-label={t('maker:contracts.plan')}
          placeholder={t('maker:contracts.plan')}
          data={priced.map(({ id, name }) => ({ value: id, label: localised(name) }))}
          onChange={(planId) => {
            if (planId === null) return;
            form.setValues(fromBook(form.getValues(), version, planId));
            onBook(version.id);
          }}
        />
      )}
    </>
  );
}

function ContractSource({ form, onBook }: SourceChoiceProps) {
  const { t } = useTranslation();
  const contracts = useList('contracts', '/contracts');
  const { run, failure } = useWork();
  const choose = (id: string | null): void => {
    if (id === null) return;
    run(async () => {
      const contract = await request('GET', '/contracts/{id}', { path: { id } });
      form.setValues(fromContract(form.getValues(), contract));
      onBook(null);
    });
  };
  return (
    <Select
      searchable
      aria-label={t('maker:contractEditor.source.contract')}
      placeholder={t('maker:contractEditor.source.contract')}
      data={contracts.items.map(({ id, number, customer }) => ({
        value: id,
        label: `${number}, ${customer.name}`,
      }))}
      error={failure?.text}
      onChange={choose}
    />
  );
}
