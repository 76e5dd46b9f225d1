import { useCallback } from 'react';
import type { Signal } from '../../../api/types.js';
import { useLocalised } from '../../../i18n/localised.js';
import { useCodeText } from '../../../i18n/use-code-text.js';

/** Returns the name of a signal: its model's name, otherwise the product's, otherwise its key. */
export function useSignalName(signals: readonly Signal[]): (key: string) => string {
  const text = useCodeText();
  const localised = useLocalised();
  return useCallback(
    (key) => localised(signals.find((signal) => signal.key === key)?.label) || text('common:signal', key),
    [signals, text, localised],
  );
}
