import type { Icon } from '@tabler/icons-react';
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { shortHash } from '../../../format/short-hash.js';
import classes from './evidence-chain.module.css';

export interface ChainColumn {
  readonly key: string;
  readonly icon: Icon;
  readonly title: ReactNode;
  readonly note: ReactNode;
  /** Hash of the column's content, abbreviated in the middle; the title shows it in full. */
  readonly hash?: string | null;
  /** True if the recomputed hash matches; undefined if no hash was stored. */
  readonly equal?: boolean;
  readonly children: ReactNode;
  /** Grid track, for example "minmax(240px, 1fr)". */
  readonly width?: string;
}

/** Evidence of an amount in columns from left to right: line, days, intervals, readings. */
export function EvidenceChain({
  columns,
  label,
}: {
  readonly columns: readonly ChainColumn[];
  readonly label: string;
}) {
  return (
    <div
      className={classes.chain}
      role="group"
      aria-label={label}
      style={{ gridTemplateColumns: columns.map((column) => column.width ?? 'minmax(220px, 1fr)').join(' ') }}
    >
      {columns.map((column) => (
        <section key={column.key} className={classes.column}>
          <ChainHead column={column} />
          <div className={classes.body}>{column.children}</div>
        </section>
      ))}
    </div>
  );
}

function ChainHead({ column }: { readonly column: ChainColumn }) {
  const { t } = useTranslation();
  const Sign = column.icon;
  return (
    <header className={classes.head}>
      <span className={classes.sign} data-equal={column.equal}>
        <Sign size={15} stroke={1.75} aria-hidden />
      </span>
      <div className={classes.words}>
        <h2 className={classes.title}>{column.title}</h2>
        <p className={classes.note}>{column.note}</p>
      </div>
      <div className={classes.proof}>
        {column.equal === undefined ? null : (
          <span className={classes.equal} data-equal={column.equal}>
            {column.equal ? <IconShieldCheck size={14} aria-hidden /> : <IconShieldX size={14} aria-hidden />}
            {column.equal ? t('proof.equal') : t('proof.different')}
          </span>
        )}
        {column.hash === undefined || column.hash === null ? null : (
          <code className={classes.hash} title={column.hash}>
            {shortHash(column.hash)}
          </code>
        )}
      </div>
    </header>
  );
}

interface ChainRowProps {
  readonly chosen?: boolean;
  readonly tone?: 'held';
  readonly onChoose?: () => void;
  readonly children: ReactNode;
}

/** A row of a column. The selected one is tinted and points to the column that it opens. */
export function ChainRow({ chosen = false, tone, onChoose, children }: ChainRowProps) {
  return onChoose === undefined ? (
    <div className={classes.row} data-tone={tone}>
      {children}
    </div>
  ) : (
    <button
      type="button"
      className={classes.row}
      data-chosen={chosen || undefined}
      data-tone={tone}
      aria-pressed={chosen}
      onClick={onChoose}
    >
      {children}
    </button>
  );
}
