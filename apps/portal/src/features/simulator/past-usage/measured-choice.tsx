import { Button, Input } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format.js';
import { faultText } from '../../../problems/problem-text.js';
import type { FieldFault } from '../../../problems/problem.js';
import { useMeterName } from '../../meters/use-meter-name.js';
import classes from '../simulator.module.css';
import { MeasuredDialog } from './measured-dialog.js';
import { type Measurement, encodeMeasurements } from './measurement.js';
import type { Subject } from './use-subject.js';

interface MeasuredChoiceProps {
  readonly subject: Subject;
  readonly fault: FieldFault | undefined;
  readonly onChange: (measured: readonly Measurement[]) => void;
}

/**
 * Names of the quantities that are measured for the selected machines, with a button to change them; errors are shown
 * below.
 */
export function MeasuredChoice({ subject, fault, onChange }: MeasuredChoiceProps) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const meterName = useMeterName();
  const [isOpen, setIsOpen] = useState(false);
  const labelId = useId();
  const { measured, lacking, devices, zone } = subject;
  const faults = lacking.map((one) =>
    t('maker:simulator.lacking', { name: meterName(one.measured), machines: format.listed(one.serials) }),
  );
  const error = faults.length > 0 ? faults.join(' ') : fault && faultText(fault, t, i18n);
  return (
    <Input.Wrapper
      className={classes.wide}
      label={t('maker:simulator.whatIsMeasured')}
      labelElement="div"
      labelProps={{ id: labelId }}
      error={error}
    >
      <div className={classes.quantities} role="group" aria-labelledby={labelId}>
        {measured.map((one) => (
          <span key={encodeMeasurements([one])} className={classes.quantity}>
            {meterName(one)}
          </span>
        ))}
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPencil size={14} stroke={1.75} />}
          disabled={devices.length === 0}
          onClick={() => setIsOpen(true)}
        >
          {t(measured.length === 0 ? 'maker:simulator.chooseMeasured' : 'maker:simulator.changeMeasured')}
        </Button>
      </div>
      {isOpen ? (
        <MeasuredDialog
          measured={measured}
          machines={devices}
          zone={zone}
          onUse={(chosen) => {
            onChange(chosen);
            setIsOpen(false);
          }}
          onClose={() => setIsOpen(false)}
        />
      ) : null}
    </Input.Wrapper>
  );
}
