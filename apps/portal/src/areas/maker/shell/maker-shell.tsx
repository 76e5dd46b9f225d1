import { ActionIcon } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMenu2 } from '@tabler/icons-react';
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../api/session.js';
import { NotificationBell } from '../../../features/notifications/notification-bell.js';
import { ConnectionNote } from '../../../shell/connection-note.js';
import { DemoClock } from '../../../shell/demo-clock.js';
import { useTour } from '../tour/use-tour.js';
import { ConsoleSearch } from './console-search.js';
import { DemoHistoryProgress } from './demo-history-progress.js';
import { HelpMenu } from './help-menu.js';
import { MakerKeyboard } from './maker-keyboard.js';
import { MakerRail } from './maker-rail.js';
import classes from './maker-shell.module.css';
import { ZoneClocks } from './zone-clocks.js';

/** Loaded when it is opened, so that the first page stays small. */
const RailDrawer = lazy(async () => ({ default: (await import('./rail-drawer.js')).RailDrawer }));

/** Loaded only in the demo world. */
const TourPanel = lazy(async () => ({ default: (await import('../tour/tour-panel.js')).TourPanel }));

/** Shell of the maker console: navigation, top bar with search and clocks, and the page. */
export function MakerShell() {
  const { t } = useTranslation();
  const { clock } = useSession();
  const tour = useTour();
  const [wasDrawerOpened, setWasDrawerOpened] = useState(false);
  const [drawer, { open, close }] = useDisclosure(false, { onOpen: () => setWasDrawerOpened(true) });
  const [isSheetOpen, sheet] = useDisclosure(false);
  return (
    <div className={classes.shell}>
      <MakerKeyboard isOpen={isSheetOpen} open={sheet.open} close={sheet.close} />
      <a className={classes.skip} href="#main">
        {t('app:skip')}
      </a>
      <div className={classes.rail}>
        <MakerRail />
      </div>
      {wasDrawerOpened ? (
        <Suspense fallback={null}>
          <RailDrawer isOpen={drawer} onClose={close} />
        </Suspense>
      ) : null}
      <div className={classes.right}>
        <header className={classes.top}>
          <ActionIcon
            variant="subtle"
            className={classes.burger}
            onClick={open}
            aria-label={t('app:rail.open')}
          >
            <IconMenu2 size={20} stroke={1.75} />
          </ActionIcon>
          <ConsoleSearch />
          <div className={classes.topRight}>
            <ConnectionNote />
            {clock.demo ? <DemoHistoryProgress /> : null}
            {clock.demo && clock.offsetMs !== 0 ? <DemoClock offsetMs={clock.offsetMs} /> : null}
            <ZoneClocks />
            <HelpMenu onShortcuts={sheet.open} />
            <NotificationBell />
          </div>
        </header>
        <main id="main" className={classes.main} data-scroller tabIndex={-1}>
          <div className={classes.content}>
            <Outlet />
          </div>
        </main>
        {tour.isAvailable && tour.isOpen ? (
          <Suspense fallback={null}>
            <TourPanel />
          </Suspense>
        ) : null}
      </div>
    </div>
  );
}
