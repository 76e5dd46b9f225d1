import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MigrationRequirements, Contract } from '../../../api/types.js';
import { formatUnit } from '../../../format/unit.js';
import { useFormat } from '../../../format/use-format.js';
import { DateField } from '../../../ui/forms/entry/date-field.js';
import { NumberField } from '../../../ui/forms/entry/number-field.js';
import { useChargeWords } from '../../charges/terms/charge-words.js';
import classes from './migration-section.module.css';
import { encodePrepaidTarget, type MigrationValues } from './migration-values.js';

interface BalanceRowsProps {
  readonly form: UseFormReturnType<MigrationValues>;
  readonly requirements: MigrationRequirements;
  readonly contract: Contract;
}

/** Unused prepaid credits by charge, and deposits. */
export function BalanceRows({ form, requirements, contract }: BalanceRowsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const wordsOf = useChargeWords();
  const kinds = (['prepaid', 'deposit'] as const).map((kind) => ({
    value: kind,
    label: t(`takeover.balance.${kind}`),
  }));
  const charges = requirements.prepaid.map(({ chargeKey, machineId, serial }) => {
    const charge = contract.charges.find(({ key }) => key === chargeKey);
    const title = charge ? wordsOf(charge, contract).title : chargeKey;
    return {
      value: encodePrepaidTarget({ chargeKey, machineId }),
      label: format.listed([title, serial]),
    };
  });
  const unitOf = (value: string): string =>
    requirements.prepaid.find((target) => encodePrepaidTarget(target) === value)?.unit ?? '';
  return (
    <section>
      <h3 className={classes.title}>{t('takeover.balances')}</h3>
      <p className={classes.text}>{t('maker:takeover.balancesHint')}</p>
      <div className={classes.rows}>
        {form.values.balances.map(({ kind, chargeKey }, index) => (
          <div key={index} className={classes.balance}>
            <Select
              label={t('maker:takeover.balanceKind')}
              allowDeselect={false}
              data={kinds}
              {...form.getInputProps(`balances.${index}.kind`)}
            />
            {kind === 'deposit' ? null : (
              <Select
                className={classes.charge}
                label={t('maker:takeover.balanceCharge')}
                allowDeselect={false}
                data={charges}
                nothingFoundMessage={t('maker:takeover.balanceNoCharge')}
                {...form.getInputProps(`balances.${index}.chargeKey`)}
              />
            )}
            <NumberField
              unit={kind === 'deposit' ? contract.currency : formatUnit(unitOf(chargeKey))}
              label={
                kind === 'deposit'
                  ? t('maker:takeover.balanceAmount', { currency: contract.currency })
                  : t('maker:takeover.balanceLeft')
              }
              {...form.getInputProps(`balances.${index}.quantity`)}
            />
            {kind === 'deposit' ? null : (
              <DateField
                clearable
                label={t('maker:takeover.expiresOn')}
                {...form.getInputProps(`balances.${index}.expiresOn`)}
              />
            )}
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
            form.insertListItem('balances', {
              kind: charges.length === 0 ? 'deposit' : 'prepaid',
              chargeKey: charges.length === 1 ? charges[0]!.value : '',
              quantity: '',
              expiresOn: '',
              note: '',
            })
          }
        >
          {t('maker:takeover.addBalance')}
        </Button>
      </div>
    </section>
  );
}
