import { useTranslation } from 'react-i18next';
import type { Amendment, Contract } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import { ExitSteps } from '../exit/exit-steps.js';
import classes from './amendment-item.module.css';
import { LetterLink } from './letter-link.js';
import { type PartyNames, useAmendmentWords } from './use-amendment-words.js';

interface AmendmentItemProps {
  readonly amendment: Amendment;
  readonly contract: Contract;
  readonly names: PartyNames;
  /** Calculation of the new prices. */
  readonly evidence?: React.ReactNode;
  /** Whether a missing letter is created on request; only for the maker. */
  readonly writesLetters?: boolean;
  /** Actions on the amendment. */
  readonly children?: React.ReactNode;
}

/** An amendment: effective date, reason, changes, and its acceptance with the hash of the accepted content. */
export function AmendmentItem({
  amendment,
  contract,
  names,
  evidence,
  children,
  ...more
}: AmendmentItemProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const wordsOf = useAmendmentWords(contract, names);
  const day = (date: string): string => format.date(`${date}T00:00:00Z`, 'UTC');
  const { number, effectiveOn, reason, acceptedBy, acceptedOn, contentHash, state, indexStep } = amendment;
  return (
    <li className={classes.amendment}>
      <p className={classes.head}>
        <b>
          {number === null
            ? t('amendment.draftFrom', { day: day(effectiveOn) })
            : t('amendment.numberFrom', { number, day: day(effectiveOn) })}
        </b>
        <StateBadge state={state} plain />
      </p>
      <p className={classes.text}>{reason}</p>
      <ul className={classes.changes}>
        {wordsOf(amendment).map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
      {evidence}
      {amendment.letter !== null || (indexStep !== null && more.writesLetters === true) ? (
        <LetterLink contractId={contract.id} amendment={amendment} />
      ) : null}
      {amendment.changes.termination?.price == null ? null : (
        <ExitSteps price={amendment.changes.termination.price} />
      )}
      {acceptedBy === null || acceptedOn === null ? null : (
        <p className={classes.hash}>
          {t(indexStep === null ? 'amendment.accepted' : 'amendment.told', {
            name: acceptedBy,
            day: day(acceptedOn),
          })}{' '}
          <code>{contentHash}</code>
          {amendment.signedAt === null ? null : (
            <span className={classes.recorded}>
              {t('acceptance.recorded', {
                name: amendment.signedByName ?? '—',
                at: format.dateTime(amendment.signedAt, contract.zone),
              })}
            </span>
          )}
        </p>
      )}
      {children}
    </li>
  );
}
