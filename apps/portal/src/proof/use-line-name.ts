import { useTranslation } from 'react-i18next';
import type { InvoiceLine } from '../api/types.js';
import { useCodeText } from '../i18n/use-code-text.js';

/** What an invoice line is for, in words: base fee, usage of a counter, a kit of a machine. */
export function useLineName(): (line: Pick<InvoiceLine, 'kind' | 'params'>) => string {
  const { t } = useTranslation();
  const text = useCodeText();
  return (line) => {
    const signal = line.params['signalKey'];
    const device = line.params['device'];
    switch (line.kind) {
      case 'base':
        return t('line.base');
      case 'usage':
        return [
          typeof signal === 'string' ? text('common:signal', signal) : t('line.usage'),
          typeof device === 'string' ? device : undefined,
        ]
          .filter((part) => part !== undefined)
          .join(', ');
      case 'kit':
        return t('line.kit', {
          kit: String(line.params['kit'] ?? ''),
          machine: String(line.params['serial'] ?? ''),
        });
    }
  };
}
