import { useCallback } from 'react';
import type { Signal } from '../../../api/types.js';
import { useLocalised } from '../../../i18n/localised.js';
import { useCodeText } from '../../../i18n/use-code-text.js';

/**
 * Returns a function that names a signal: by its model's label, otherwise by the product's name for the key, otherwise
 * by the key.
 */
export function useSignalName(signals: readonly Signal[]): (key: string) => string {
  const text = useCodeText();
  const localised = useLocalised();
  return useCallback(
    (key) => localised(signals.find((signal) => signal.key === key)?.label) || text('common:signal', key),
    [signals, text, localised],
  );
}
