/** What the pages need of the place in which they are shown. */
export interface Host {
  /** Whether the pages stand inside Saleor's Dashboard. */
  readonly framed: boolean;
  /** The token of the staff member for the next request; none before a login. */
  token(): string | null;
  /** Whether whoever looks gets no token for this place: they lack the permission. */
  readonly denied: boolean;
  /** Called when the token, the theme or the language has changed; returns an undo. */
  onChange(listener: () => void): () => void;
  readonly theme: Theme;
  readonly locale: string;
  /** Says in the Dashboard's own corner that something was done, or was not. */
  notify(title: string, status: "success" | "error"): boolean;
  /** Opens a page of the Dashboard, as "/customers/ID"; false where there is none. */
  open(path: string, inNewTab?: boolean): boolean;
  /**
   * Opens one of our dialogs over the Dashboard's page, by the name of its row; tells
   * whether it was opened.
   */
  openPopup(name: string, values: Record<string, string>): Promise<boolean>;
  /** Gives a card in the Dashboard the height of what is in it. */
  resize(height: number): void;
  /** Whether a page can close the dialog of the Dashboard in which it stands. */
  readonly canClose: boolean;
  /** Closes the dialog of the Dashboard in which the page stands. */
  close(): void;
  /** Says that the token is no longer taken. */
  expired(): void;
  /** Takes the token of a login; only where the pages are not inside the Dashboard. */
  logIn?(token: string): void;
  logOut?(): void;
}

export type Theme = "light" | "dark";

/** Listeners of one host. */
export class Listeners {
  private readonly all = new Set<() => void>();

  add(listener: () => void): () => void {
    this.all.add(listener);
    return () => void this.all.delete(listener);
  }

  call(): void {
    for (const listener of this.all) listener();
  }
}
