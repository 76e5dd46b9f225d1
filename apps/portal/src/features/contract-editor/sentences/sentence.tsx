import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './sentence.module.css';
import { splitSentence } from './split-sentence.js';

interface SentenceProps {
  /** A translated sentence with parameters that `fieldAt` returned. */
  readonly text: string;
  /** Renders the field at a path. */
  readonly field: (path: string) => ReactNode;
  /** Removes the term that the sentence describes. */
  readonly onRemove?: (() => void) | undefined;
}

/** A sentence of a contract in which values are edited. */
export function Sentence({ text, field, onRemove }: SentenceProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.sentence}>
      {splitSentence(text).map((part, index) =>
        'path' in part ? (
          <div key={part.path} className={classes.field}>
            {field(part.path)}
          </div>
        ) : (
          // The order of the words does not change while a sentence is shown.
          <span key={index} data-closing={/^\s*[.,:;。，：；]/.test(part.text) || undefined}>
            {part.text.trim()}
          </span>
        ),
      )}
      {onRemove === undefined ? null : (
        <ActionIcon
          variant="subtle"
          size="sm"
          className={classes.remove}
          aria-label={t('maker:contractEditor.removeSentence')}
          title={t('maker:contractEditor.removeSentence')}
          onClick={onRemove}
        >
          <IconX size={14} stroke={1.75} />
        </ActionIcon>
      )}
    </div>
  );
}
