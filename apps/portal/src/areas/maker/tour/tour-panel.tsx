import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { findTourStops, pathOfStep, TOUR_STEPS } from './tour-stops.js';
import classes from './tour-panel.module.css';
import { useTour } from './use-tour.js';

const RETRY_INTERVAL_MS = 15_000;

/**
 * The current step of the tour, below the page, so that it covers nothing. It remains visible while the user navigates,
 * and links back to the page of its step.
 */
export function TourPanel() {
  const { t } = useTranslation();
  const tour = useTour();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const stops = useQuery({
    queryKey: ['tour', 'stops'],
    queryFn: ({ signal }) => findTourStops(signal),
    staleTime: Infinity,
    // Retry until the demo's history is complete, because there is no invoice before that.
    refetchInterval: ({ state }) => (state.data ? false : RETRY_INTERVAL_MS),
  });
  const step = TOUR_STEPS[tour.step]!;
  const path = pathOfStep(step, stops.data);
  const isLast = tour.step === TOUR_STEPS.length - 1;
  const nextPath = isLast ? undefined : pathOfStep(TOUR_STEPS[tour.step + 1]!, stops.data);
  const goTo = (index: number): void => {
    tour.goTo(index);
    const target = pathOfStep(TOUR_STEPS[index]!, stops.data);
    if (target !== undefined) void navigate({ to: target });
  };
  return (
    <section className={classes.panel} aria-label={t('maker:tour.title')}>
      <div className={classes.words} aria-live="polite">
        <p className={classes.count}>
          {t('maker:tour.step', { step: tour.step + 1, steps: TOUR_STEPS.length })}
        </p>
        <h2 className={classes.title}>{t(`maker:tour.steps.${step}.title`)}</h2>
        <p className={classes.text}>{t(`maker:tour.steps.${step}.text`)}</p>
        {!isLast && nextPath === undefined ? (
          <p className={classes.count}>{t(stops.isError ? 'maker:tour.failed' : 'maker:tour.waiting')}</p>
        ) : null}
      </div>
      <div className={classes.actions}>
        {path === undefined || path === pathname ? null : (
          <Button component={Link} to={path} variant="default">
            {t('maker:tour.show')}
          </Button>
        )}
        {tour.step === 0 ? null : (
          <Button variant="subtle" onClick={() => goTo(tour.step - 1)}>
            {t('maker:tour.back')}
          </Button>
        )}
        {isLast ? (
          <Button onClick={tour.close}>{t('maker:tour.finish')}</Button>
        ) : (
          <>
            <Button variant="subtle" onClick={tour.close}>
              {t('maker:tour.close')}
            </Button>
            <Button disabled={nextPath === undefined} onClick={() => goTo(tour.step + 1)}>
              {t('maker:tour.next')}
            </Button>
          </>
        )}
      </div>
    </section>
  );
}
