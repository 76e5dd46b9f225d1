import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { VerificationState } from './engine/verification-state.js';
import classes from './verification.module.css';

interface RootFieldProps {
  readonly state: VerificationState;
  readonly onType: (text: string) => void;
}

/** Field for the root hash, which is printed on the invoice. */
export function RootField({ state: { roots, rootText, isLinked, invoice }, onType }: RootFieldProps) {
  const { t } = useTranslation();
  const hint =
    invoice?.hasRoot === true
      ? t('verify:root.fromFile', { name: invoice.name })
      : t(isLinked ? 'verify:root.fromLink' : 'verify:root.hint');
  const error =
    invoice?.hasRoot === false
      ? t('verify:root.notInFile', { name: invoice.name })
      : rootText.trim() !== '' && roots.length === 0
        ? t('verify:root.invalid')
        : undefined;
  return (
    <TextInput
      label={t('verify:root.label')}
      description={hint}
      placeholder={t('verify:root.placeholder')}
      value={rootText}
      error={error}
      spellCheck={false}
      autoComplete="off"
      classNames={{ input: classes.rootInput }}
      onChange={(event) => onType(event.currentTarget.value)}
    />
  );
}
