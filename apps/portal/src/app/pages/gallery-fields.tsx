import { useState } from 'react';
import { DateField } from '../../ui/forms/entry/date-field.js';
import { DateTimeField } from '../../ui/forms/entry/date-time-field.js';
import { MonthField } from '../../ui/forms/entry/month-field.js';
import { AmountField, NumberField } from '../../ui/forms/entry/number-field.js';
import { TimeField } from '../../ui/forms/entry/time-field.js';

const ZONE = 'Europe/Warsaw';

/** Every field for numbers, dates and times, with the values that a form would send. */
export function GalleryFields() {
  const [values, setValues] = useState({
    price: '0.02640',
    amount: '1234567.50',
    days: '30',
    day: '2026-11-25',
    month: '2026-11',
    at: '2026-11-25T14:30',
    time: '08:00',
  });
  const at = (name: keyof typeof values) => ({
    value: values[name],
    onChange: (value: string) => setValues((before) => ({ ...before, [name]: value })),
  });
  return (
    <>
      <NumberField label="Price per unit" unit="PLN" {...at('price')} />
      <AmountField label="Net amount" currency="PLN" min={0} description="Excluding tax" {...at('amount')} />
      <NumberField label="Payment term" unit="days" decimals={0} min={1} max={120} {...at('days')} />
      <DateField label="Due on" clearable {...at('day')} />
      <MonthField label="Month" clearable {...at('month')} />
      <DateTimeField label="Occurred" zone={ZONE} description="Local time in Warsaw." {...at('at')} />
      <TimeField label="Opens" {...at('time')} />
      <output style={{ overflowWrap: 'anywhere' }}>{JSON.stringify(values)}</output>
    </>
  );
}
