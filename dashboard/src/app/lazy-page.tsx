import {
  Component,
  type ComponentType,
  type LazyExoticComponent,
  lazy,
  type ReactNode,
  Suspense,
  useState,
} from "react";
import { RequestError } from "../api/request";
import { Fault, Loading } from "../ui/messages/notices";

/** A page or a part of one that is loaded when it is opened. */
export interface LazyPage {
  load: () => Promise<{ default: ComponentType }>;
  Content: LazyExoticComponent<ComponentType>;
  failed: boolean;
}

export function onDemand(load: LazyPage["load"]): LazyPage {
  return { load, Content: lazy(load), failed: false };
}

/** What is loaded on demand; where it does not come, why, and a button to try again. */
export function LazyContent(props: { page: LazyPage }) {
  const { page } = props;
  const [attempt, setAttempt] = useState(0);
  const again = () => {
    // Some browsers remember that it did not come; after an update it is elsewhere.
    if (page.failed) return window.location.reload();
    page.failed = true;
    page.Content = lazy(page.load);
    setAttempt(attempt + 1);
  };
  return (
    <Caught key={attempt} again={again}>
      <Suspense fallback={<Loading />}>
        <page.Content />
      </Suspense>
    </Caught>
  );
}

/** Keeps a fault in a page from taking everything around it away. */
class Caught extends Component<
  { again: () => void; children: ReactNode },
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
    if (error) return <Fault error={error} retry={this.props.again} />;
    return this.props.children;
  }
}
