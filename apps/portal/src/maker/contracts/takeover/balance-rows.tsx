import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Contract } from '../../../api/types.js';
import classes from './takeover-section.module.css';
import type { TakeoverValues } from './takeover-values.js';

interface BalanceRowsProps {
  readonly form: UseFormReturnType<TakeoverValues>;
  readonly contract: Contract;
}

/** Prepaid hours and deposits that the customer has left. */
export function BalanceRows({ form, contract }: BalanceRowsProps) {
  const { t } = useTranslation();
  const kinds = (['prepaid', 'deposit'] as const).map((kind) => ({
    value: kind,
    label: t(`takeover.balance.${kind}`),
  }));
  return (
    <section>
      <h3 className={classes.title}>{t('takeover.balances')}</h3>
      <p className={classes.text}>{t('maker:takeover.balancesHint')}</p>
      <div className={classes.rows}>
        {form.values.balances.map(({ kind }, index) => (
          <div key={index} className={classes.row}>
            <Select
              label={t('maker:takeover.balanceKind')}
              allowDeselect={false}
              data={kinds}
              {...form.getInputProps(`balances.${index}.kind`)}
            />
            <TextInput
              label={
                kind === 'deposit'
                  ? t('maker:takeover.balanceAmount', { currency: contract.currency })
                  : t('maker:takeover.balanceHours')
              }
              inputMode="decimal"
              {...form.getInputProps(`balances.${index}.quantity`)}
            />
            <TextInput
              type="date"
              label={t('maker:takeover.expiresOn')}
              {...form.getInputProps(`balances.${index}.expiresOn`)}
            />
            <TextInput
              label={t('maker:takeover.evidence')}
              maxLength={500}
              {...form.getInputProps(`balances.${index}.note`)}
            />
            <ActionIcon
              variant="subtle"
              className="beside-field"
              aria-label={t('maker:takeover.removeBalance')}
              onClick={() => form.removeListItem('balances', index)}
            >
              <IconTrash size={16} stroke={1.75} />
            </ActionIcon>
          </div>
        ))}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} stroke={1.75} />}
          style={{ alignSelf: 'flex-start' }}
          onClick={() =>
            form.insertListItem('balances', { kind: 'prepaid', quantity: '', expiresOn: '', note: '' })
          }
        >
          {t('maker:takeover.addBalance')}
        </Button>
      </div>
    </section>
  );
}
