import type { UseFormReturnType } from '@mantine/form';
import type { PerformanceValues } from './performance-values.js';

export type PerformanceForm = UseFormReturnType<{ readonly performance: readonly PerformanceValues[] }>;
