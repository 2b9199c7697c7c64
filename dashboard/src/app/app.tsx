import { ThemeProvider, useTheme } from "@saleor/macaw-ui";
import {
  QueryClient,
  QueryClientProvider,
  useQueryClient,
} from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Link, Route, Router, Switch, useLocation } from "wouter";
import { onChangeElsewhere } from "../api/elsewhere";
import { useAsk } from "../api/hooks";
import { RequestError } from "../api/request";
import { type Host, HostProvider, useHost, useOfHost } from "../bridge";
import { TextProvider, useText } from "../text";
import { useFocusKept } from "../ui/focus";
import { Asked, Empty, Loading, NotFound, Notice } from "../ui/messages/notices";
import { ToastProvider } from "../ui/messages/toasts";
import css from "../ui/ui.module.css";
import { Layout, useNavigation } from "./layout";
import { LazyContent } from "./lazy-page";
import { LeavingProvider, useGuardedLocation } from "./leaving";
import { Login } from "./login";
import { Measured } from "./measured";
import { isCard } from "./own-pages";
import { PAGES } from "./pages";
import { type Permission, SESSION, SessionProvider, useSession } from "./session";

/** Everything on the screen. */
export function App(props: { host: Host; base: string }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          // What the browser thinks of the network holds nothing back: a change that
          // waits for it would be made when nobody expects it any more.
          mutations: { networkMode: "always" },
          queries: {
            networkMode: "always",
            staleTime: 10_000,
            retry: (count, error) =>
              error instanceof RequestError && error.reason === "network" && count < 2,
          },
        },
      }),
  );
  return (
    <HostProvider value={props.host}>
      <QueryClientProvider client={client}>
        <ThemeProvider
          defaultTheme={props.host.theme === "dark" ? "defaultDark" : "defaultLight"}
        >
          <Surroundings base={props.base} />
        </ThemeProvider>
      </QueryClientProvider>
    </HostProvider>
  );
}

function Surroundings(props: { base: string }) {
  const locale = useOfHost((host) => host.locale);
  const theme = useOfHost((host) => host.theme);
  const { setTheme } = useTheme();
  useEffect(() => {
    setTheme(theme === "dark" ? "defaultDark" : "defaultLight");
    document.documentElement.toggleAttribute("data-dark", theme === "dark");
  }, [theme, setTheme]);
  const client = useQueryClient();
  useEffect(() => {
    document.documentElement.lang = locale;
    // What the API says in words is asked for again in this language.
    void client.invalidateQueries();
  }, [locale, client]);
  return (
    <TextProvider locale={locale}>
      <ToastProvider>
        <LeavingProvider>
          <Router base={props.base} hook={useGuardedLocation}>
            <Surface />
          </Router>
        </LeavingProvider>
      </ToastProvider>
    </TextProvider>
  );
}

function Surface() {
  const [location] = useLocation();
  useFocusKept();
  if (!isCard(location)) return <Entrance />;
  return (
    <Measured>
      <Entrance />
    </Measured>
  );
}

/** A login where there is no token yet; over the page, where it has ended. */
function Entrance() {
  const host = useHost();
  const token = useOfHost((h) => h.token());
  const denied = useOfHost((h) => h.denied);
  const client = useQueryClient();
  const hasToken = token !== null;
  const [entered, setEntered] = useState(hasToken);
  useEffect(() => {
    if (!hasToken) return;
    setEntered(true);
    // What was asked without one, or with one that had ended, is asked again.
    void client.invalidateQueries();
  }, [hasToken, client]);
  useEffect(() => onChangeElsewhere(() => void client.invalidateQueries()), [client]);
  if (!entered) {
    if (denied) return <Denied />;
    return host.logIn ? <Login /> : <Loading />;
  }
  return (
    <>
      {!token && (host.logIn ? <Login again /> : <Ended />)}
      <Pages />
    </>
  );
}

function Ended() {
  const t = useText();
  return (
    <Notice tone="warning">
      <strong>{t("session.expired.title")}</strong> {t("session.expired.framed")}
    </Notice>
  );
}

function Denied() {
  const t = useText();
  return (
    <Empty whole title={t("session.rights.title")}>
      {t("session.rights.none")}
    </Empty>
  );
}

function Pages() {
  const t = useText();
  const session = useAsk(SESSION, {});
  return (
    <Asked whole of={session}>
      {({ customerGroupSession }) => {
        if (!customerGroupSession) {
          return (
            <Empty whole title={t("session.staff.title")}>
              {t("session.staff.text")}
            </Empty>
          );
        }
        if (!customerGroupSession.isSwitchedOn) {
          return (
            <Empty whole title={t("session.off.title")}>
              {t("session.off.text")}
            </Empty>
          );
        }
        return (
          <SessionProvider session={customerGroupSession}>
            <Switch>
              {PAGES.map(({ path, permission, also, page, bare }) => (
                <Route key={path} path={path}>
                  <Permitted needed={[permission, also]} bare={bare}>
                    <LazyContent whole page={page} />
                  </Permitted>
                </Route>
              ))}
              <Route>
                <Layout>
                  <NotFound whole />
                </Layout>
              </Route>
            </Switch>
          </SessionProvider>
        );
      }}
    </Asked>
  );
}

/** The pages that somebody may open who may not open this one. */
function OpenPages() {
  const t = useText();
  const pages = useNavigation();
  if (pages.length === 0) return null;
  return (
    <div className={css.text}>
      {t("session.rights.open")}
      <ul className={css.bullets}>
        {pages.map(({ path, nav }) => (
          <li key={path}>
            <Link className={css.link} to={path}>
              {t(nav)}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Permitted(props: {
  needed: (Permission | null | undefined)[];
  bare?: boolean;
  children: React.ReactNode;
}) {
  const t = useText();
  const { permissions } = useSession();
  const missing = props.needed.find((each) => each && !permissions.includes(each));
  const content = !missing ? (
    props.children
  ) : (
    <Empty
      whole
      title={t("session.rights.title")}
      action={props.bare ? undefined : <OpenPages />}
    >
      {t("session.rights.text", { permission: missing })}
    </Empty>
  );
  return props.bare ? content : <Layout>{content}</Layout>;
}
