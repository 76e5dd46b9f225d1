import { Button } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useSession } from '../../../api/session.js';
import { NotificationBell } from '../../../features/notifications/notification-bell.js';
import { MakerSign } from '../../../shell/brand.js';
import { ConnectionNote } from '../../../shell/connection-note.js';
import classes from '../../../shell/customer-shell.module.css';
import { DemoClock } from '../../../shell/demo-clock.js';
import { LanguageMenu } from '../../../shell/language-menu.js';
import { UserMenu } from '../../../shell/user-menu.js';

const NAV_ITEMS = [
  { key: 'plant', to: '/plant' },
  { key: 'machines', to: '/plant/machines' },
  { key: 'costs', to: '/plant/costs' },
  { key: 'visits', to: '/plant/visits' },
  { key: 'data', to: '/plant/data' },
] as const satisfies readonly { key: string; to: string }[];

/**
 * Shell of the customer's portal with the maker's branding: navigation at the top, "Report a problem" always visible.
 */
export function CustomerShell() {
  const { t } = useTranslation();
  const may = useMay();
  const { maker, clock } = useSession();
  const name = maker.brand ?? maker.name;
  const navRef = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    // Keeps the current page's link in view on phones, where the navigation scrolls sideways.
    navRef.current?.querySelector('.active')?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [pathname]);
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        {t('app:skip')}
      </a>
      <header className={classes.top}>
        <Link to="/plant" className={classes.brand}>
          <MakerSign name={name} />
          <span>{name}</span>
        </Link>
        <nav ref={navRef} className={classes.ways} aria-label={t('app:rail.label')}>
          {NAV_ITEMS.map((way) => (
            <Link
              key={way.key}
              to={way.to as string}
              activeOptions={{ exact: way.key === 'plant' }}
              className={classes.way}
            >
              {t(`customer:nav.${way.key}`)}
            </Link>
          ))}
        </nav>
        <div className={classes.note}>
          <ConnectionNote />
        </div>
        <div className={classes.right}>
          {clock.demo && clock.offsetMs !== 0 ? <DemoClock offsetMs={clock.offsetMs} /> : null}
          <div className={classes.tools}>
            {may('tickets.raise') ? (
              <Button
                component={Link}
                to={'/plant/report' as string}
                variant="default"
                leftSection={<IconAlertCircle size={16} stroke={1.75} />}
              >
                <span className={classes.long}>{t('customer:nav.report')}</span>
                <span className={classes.short}>{t('customer:nav.reportShort')}</span>
              </Button>
            ) : null}
            <NotificationBell />
            <LanguageMenu />
            <UserMenu compact />
          </div>
        </div>
      </header>
      <main id="main" className={classes.main} tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}
