import { useLocalStorage } from '@mantine/hooks';
import { useMay, useSession } from '../../../api/session.js';
import { TOUR_STEPS } from './tour-stops.js';

/** Progress of the tour in this browser. */
interface TourState {
  /** Index of the current step. */
  readonly step: number;
  readonly isOpen: boolean;
}

const START: TourState = { step: 0, isOpen: true };

/** Reads a stored state. If it is missing or malformed, the tour starts from its first step. */
export function readTourState(text: string | undefined): TourState {
  try {
    const { step, isOpen } = JSON.parse(text ?? '') as Partial<Record<keyof TourState, unknown>>;
    const isStep =
      typeof step === 'number' && Number.isInteger(step) && step >= 0 && step < TOUR_STEPS.length;
    return isStep && typeof isOpen === 'boolean' ? { step, isOpen } : START;
  } catch {
    return START;
  }
}

interface Tour extends TourState {
  /** Whether the tour exists: only in the demo world, for users who can see machines, contracts and invoices. */
  readonly isAvailable: boolean;
  readonly goTo: (step: number) => void;
  readonly open: () => void;
  readonly close: () => void;
}

/** The tour of the demo world. All components that use it share one state. */
export function useTour(): Tour {
  const { clock } = useSession();
  const may = useMay();
  const [state, setState] = useLocalStorage<TourState>({
    key: 'dutycycle-tour',
    defaultValue: START,
    getInitialValueInEffect: false,
    deserialize: readTourState,
  });
  return {
    ...state,
    isAvailable: clock.demo && ['fleet.read', 'contracts.read', 'invoices.read'].every(may),
    goTo: (step) => setState({ step, isOpen: true }),
    // A finished tour starts again; an interrupted one continues.
    open: () => setState(({ step }) => ({ step: step === TOUR_STEPS.length - 1 ? 0 : step, isOpen: true })),
    close: () => setState(({ step }) => ({ step, isOpen: false })),
  };
}
