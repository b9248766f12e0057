import { Component, type ReactNode } from "react";

/** What cannot be drawn is said in its place, and takes nothing else with it. */
export class Guard extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? <p className="bad">This cannot be shown here. The log has it.</p> : this.props.children;
  }
}
