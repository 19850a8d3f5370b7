// A term in Wagtail's rich text editor: the button opens the chooser of terms, the word is marked.
(() => {
  const { ModalWorkflowSource, TooltipEntity, registerPlugin } = window.draftail;

  class TermSource extends ModalWorkflowSource {
    getChooserConfig() {
      return {
        url: this.props.entityType.chooserUrls.termChooser,
        urlParams: {},
        onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
        responses: { chosen: this.onChosen },
      };
    }

    filterEntityData(term) {
      return { slug: term.slug, word: term.title };
    }
  }

  const Term = (props) => {
    const { word } = props.contentState.getEntity(props.entityKey).getData();
    const icon = window.React.createElement(window.wagtail.components.Icon, { name: "help" });
    return window.React.createElement(TooltipEntity, { ...props, icon, label: word, url: "" });
  };

  registerPlugin({ type: "TERM", source: TermSource, decorator: Term }, "entityTypes");
})();
