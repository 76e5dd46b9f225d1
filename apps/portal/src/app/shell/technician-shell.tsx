import { IconCalendar, IconMessage, IconPackage, IconQrcode, IconUser, type Icon } from '@tabler/icons-react';
import { Link, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../api/session.js';
import { DemoClock } from './demo-clock.js';
import classes from './technician-shell.module.css';

const WAYS: readonly { readonly key: string; readonly to: string; readonly icon: Icon }[] = [
  { key: 'day', to: '/field', icon: IconCalendar },
  { key: 'scan', to: '/field/scan', icon: IconQrcode },
  { key: 'parts', to: '/field/parts', icon: IconPackage },
  { key: 'inbox', to: '/field/inbox', icon: IconMessage },
  { key: 'me', to: '/field/me', icon: IconUser },
];

/** The technician's app: the page, and the bar at the thumb. Built for 360 to 430 px, centred on anything wider. */
export function TechnicianShell() {
  const { t } = useTranslation();
  const { clock } = useSession();
  return (
    <div className={classes.shell}>
      {clock.demo && clock.offsetMs !== 0 ? (
        <div className={classes.demo}>
          <DemoClock offsetMs={clock.offsetMs} />
        </div>
      ) : null}
      <main id="main" className={classes.main} tabIndex={-1}>
        <Outlet />
      </main>
      <nav className={classes.bar} aria-label={t('app:rail.label')}>
        {WAYS.map((way) => {
          const Sign = way.icon;
          return (
            <Link
              key={way.key}
              to={way.to}
              activeOptions={{ exact: way.key === 'day' }}
              className={classes.way}
            >
              <Sign size={24} stroke={1.75} aria-hidden />
              <span>{t(`technician:nav.${way.key}`)}</span>
            </Link>
          );
        })}
      </nav>
    </div>
  );
}
