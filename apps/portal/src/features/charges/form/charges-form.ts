import type { UseFormReturnType } from '@mantine/form';
import type { BillingValues } from './charge-values.js';

export type ChargesForm = UseFormReturnType<BillingValues>;
