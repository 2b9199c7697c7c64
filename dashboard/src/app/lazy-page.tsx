import {
  Component,
  type ComponentType,
  Fragment,
  type LazyExoticComponent,
  lazy,
  type ReactNode,
  Suspense,
  useState,
} from "react";
import { RequestError } from "../api/request";
import { Fault, InPlaceOfPage, Loading } from "../ui/messages/notices";

/** A page or a part of one that is loaded when it is opened. */
export interface LazyPage {
  load: () => Promise<{ default: ComponentType }>;
  Content: LazyExoticComponent<ComponentType>;
}

export function onDemand(load: LazyPage["load"]): LazyPage {
  return { load, Content: lazy(load) };
}

/**
 * Loads once more what did not come.
 *
 * Browsers remember that, and do not ask a second time before the document is another;
 * after an update of the shop it is elsewhere, too. Where the shop answers again, the
 * document is loaded again; until then it is kept, as there would be none at all.
 */
async function loadAgain(load: LazyPage["load"]): ReturnType<LazyPage["load"]> {
  try {
    return await load();
  } catch (error) {
    const { href } = window.location;
    const answer = await fetch(href, { cache: "no-store" }).catch(() => null);
    if (!answer?.ok) throw error;
    window.location.reload();
    // Nothing else is said until it is gone.
    return new Promise(() => {});
  }
}

/** What is loaded on demand; where it does not come, why, and a button to try again. */
export function LazyContent(props: {
  page: LazyPage;
  /** Whether it is all of a page. */
  whole?: boolean;
}) {
  const { page } = props;
  const [attempt, setAttempt] = useState(0);
  const again = () => {
    page.Content = lazy(() => loadAgain(page.load));
    setAttempt(attempt + 1);
  };
  const Around = props.whole ? InPlaceOfPage : Fragment;
  const loading = (
    <Around>
      <Loading />
    </Around>
  );
  const failed = (error: Error) => (
    <Around>
      <Fault error={error} retry={again} />
    </Around>
  );
  return (
    <Caught key={attempt} failed={failed}>
      <Suspense fallback={loading}>
        <page.Content />
      </Suspense>
    </Caught>
  );
}

/** Keeps a fault in a page from taking everything around it away. */
class Caught extends Component<
  { failed: (error: Error) => ReactNode; children: ReactNode },
  { error: Error | null }
> {
  override state = { error: null };

  static getDerivedStateFromError(error: Error) {
    const isMissing =
      error instanceof TypeError && /import|module|preload/i.test(error.message);
    return { error: isMissing ? new RequestError("network", error.message) : error };
  }

  override render() {
    const { error } = this.state;
    if (error) return this.props.failed(error);
    return this.props.children;
  }
}
