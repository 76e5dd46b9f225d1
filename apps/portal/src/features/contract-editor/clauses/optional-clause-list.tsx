import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NEW_PAUSE } from '../../contracts/pauses/pause-values.js';
import { NEW_PERFORMANCE } from '../../contracts/performance/performance-values.js';
import type { DraftForm } from '../draft-form.js';
import type { DraftScope } from '../use-draft-scope.js';
import {
  hasClause,
  OPTIONAL_CLAUSES,
  type OptionalClause,
  withoutClause,
} from '../values/optional-clauses.js';
import { Clause } from './clause.js';
import classes from './clause.module.css';
import { ClauseFields, ClauseSentences } from './optional-clauses.js';

interface OptionalClausesProps {
  readonly form: DraftForm;
  readonly scope: DraftScope;
  /** Name of the clause in the page's address. The clause is shown even if nothing is agreed in it. */
  readonly linked: string;
}

/** Titles of the clauses, which the contract's page uses too. */
const TITLES: Readonly<Record<OptionalClause, string>> = {
  invoiceTerms: 'invoiceTerms.title',
  indexClause: 'indexClause.title',
  performance: 'performance.title',
  pauses: 'pause.title',
  exit: 'exit.title',
};

/** The optional clauses of a contract; the missing ones are offered below. */
export function OptionalClauses({ form, scope, linked }: OptionalClausesProps) {
  const { t } = useTranslation();
  const [added, setAdded] = useState<ReadonlySet<OptionalClause>>(
    () => new Set(OPTIONAL_CLAUSES.filter((clause) => clause === linked)),
  );
  const [opened, setOpened] = useState<ReadonlySet<OptionalClause>>(added);
  const { values } = form;
  const isShown = (clause: OptionalClause): boolean => added.has(clause) || hasClause(values, clause);
  const change = (set: ReadonlySet<OptionalClause>, clause: OptionalClause, isIn: boolean) =>
    new Set(isIn ? [...set, clause] : [...set].filter((one) => one !== clause));
  const add = (clause: OptionalClause): void => {
    setAdded(change(added, clause, true));
    setOpened(change(opened, clause, true));
    if (clause === 'indexClause') form.setFieldValue('indexClause.kind', 'indexes');
    if (clause === 'exit') form.setFieldValue('exit.isAgreed', true);
    if (clause === 'pauses') form.setFieldValue('pauses', [NEW_PAUSE]);
    if (clause === 'performance') form.setFieldValue('performance', [NEW_PERFORMANCE]);
  };
  const remove = (clause: OptionalClause): void => {
    setAdded(change(added, clause, false));
    setOpened(change(opened, clause, false));
    form.setValues(withoutClause(values, clause));
  };
  const missing = OPTIONAL_CLAUSES.filter((clause) => !isShown(clause));
  return (
    <>
      {OPTIONAL_CLAUSES.filter(isShown).map((clause) => {
        const fault = form.errors[clause];
        const hasErrors = Object.keys(form.errors).some(
          (path) => path === clause || path.startsWith(`${clause}.`),
        );
        return (
          <Clause
            key={clause}
            name={clause}
            title={t(TITLES[clause])}
            startsOpen={opened.has(clause)}
            hasMoreErrors={hasErrors}
            onMore={(isOpen) => setOpened(change(opened, clause, isOpen))}
            onRemove={() => remove(clause)}
            more={<ClauseFields clause={clause} form={form} scope={scope} />}
          >
            {fault === undefined ? null : <p className={classes.fault}>{fault}</p>}
            <ClauseSentences
              clause={clause}
              form={form}
              scope={scope}
              isOpen={hasErrors || opened.has(clause)}
            />
          </Clause>
        );
      })}
      {missing.length === 0 ? null : (
        <li className={classes.addition}>
          <span>{t('maker:contractEditor.addClause')}</span>
          {missing.map((clause) => (
            <Button
              key={clause}
              variant="default"
              size="compact-sm"
              leftSection={<IconPlus size={12} />}
              onClick={() => add(clause)}
            >
              {t(TITLES[clause])}
            </Button>
          ))}
        </li>
      )}
    </>
  );
}
