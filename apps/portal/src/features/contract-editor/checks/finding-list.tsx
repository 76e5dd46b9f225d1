import { IconAlertTriangle, IconAlertOctagon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { faultText } from '../../../problems/problem-text.js';
import type { Finding } from './draft-findings.js';
import classes from './finding-list.module.css';

/** Findings at a clause, each as a sentence. */
export function FindingList({ findings }: { readonly findings: readonly Finding[] }) {
  const { t, i18n } = useTranslation();
  if (findings.length === 0) return null;
  return (
    <ul className={classes.findings}>
      {findings.map(({ path, code, params, isBlocking }) => (
        <li key={`${path} ${code}`} data-blocking={isBlocking || undefined}>
          {isBlocking ? (
            <IconAlertOctagon size={16} stroke={1.75} aria-hidden />
          ) : (
            <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
          )}
          <span>{faultText({ pointer: path, code, params }, t, i18n)}</span>
        </li>
      ))}
    </ul>
  );
}
