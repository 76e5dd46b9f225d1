import { IconFileTypePdf } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Amendment } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import classes from './amendment-item.module.css';

interface LetterLinkProps {
  readonly contractId: string;
  readonly amendment: Pick<Amendment, 'id' | 'letter'>;
}

/** The letter that notifies a customer of an index adjustment, its hash, and its recipients. */
export function LetterLink({ contractId, amendment: { id, letter } }: LetterLinkProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <p className={classes.letter}>
      <a href={`/api/v1/contracts/${contractId}/amendments/${id}/letter`} target="_blank" rel="noopener">
        <IconFileTypePdf size={16} stroke={1.75} aria-hidden />
        {t('amendment.letter')}
      </a>
      {letter?.mailedAt == null ? null : (
        <span>
          {t('amendment.letterMailed', { to: letter.mailedTo, at: format.dateTime(letter.mailedAt) })}
        </span>
      )}
      {letter === null ? null : (
        <span className={classes.letterHash}>
          SHA-256 <code>{letter.sha256}</code>
        </span>
      )}
    </p>
  );
}
