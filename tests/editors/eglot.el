;;; eglot.el --- Emacs as a client, configured as docs/editors.md shows it  -*- lexical-binding: t -*-

;; emacs --batch -q -l eglot.el CONFIGURATION FILE: the finding, the hover, and a suppression that silences it.

(package-initialize)
(require 'eglot)
(require 'flymake)
(require 'rust-mode)

(defun check (holds what)
  "Fail with WHAT unless HOLDS."
  (unless holds
    (message "error: %s" what)
    (kill-emacs 1)))

(defun wait-for (what condition)
  "Wait for CONDITION, which is WHAT, while messages are handled."
  (let ((end (+ (float-time) 20)))
    (while (and (not (funcall condition)) (< (float-time) end))
      (accept-process-output nil 0.02))
    (check (funcall condition) (format "waited in vain for %s" what))))

(defun found ()
  "The findings that are shown."
  (flymake-diagnostics))

(let ((configuration (pop command-line-args-left))
      (file (pop command-line-args-left)))
  (load configuration nil t)
  (setq eglot-sync-connect 20
        eglot-autoshutdown nil
        project-find-functions (list (lambda (_) (cons 'transient (locate-dominating-file file "Cargo.toml")))))
  (find-file file)
  (check (derived-mode-p 'rust-mode) "the file is no Rust")
  (call-interactively #'eglot)
  (flymake-start)
  (wait-for "the finding" (lambda () (= 1 (length (found)))))
  (let ((text (flymake-diagnostic-text (car (found)))))
    (check (string-match-p "lock_order_inversion" text) text))
  (goto-char (point-min))
  (search-forward "accounts: Mutex")
  (goto-char (match-beginning 0))
  (let* ((answer (jsonrpc-request (eglot--current-server-or-lose) :textDocument/hover
                                  (eglot--TextDocumentPositionParams)))
         (text (plist-get (plist-get answer :contents) :value)))
    (check (and text (string-match-p "Bank::accounts" text)) (format "no hover: %s" answer)))
  (goto-char (flymake-diagnostic-beg (car (found))))
  (let* ((actions (append (jsonrpc-request
                           (eglot--current-server-or-lose) :textDocument/codeAction
                           (list :textDocument (eglot--TextDocumentIdentifier)
                                 :range (list :start (eglot--pos-to-lsp-position)
                                              :end (eglot--pos-to-lsp-position))
                                 :context (list :diagnostics [])))
                          nil))
         (action (seq-find (lambda (action) (string-suffix-p "on this line" (plist-get action :title))) actions)))
    (check action (format "no suppression: %s" actions))
    (eglot--apply-workspace-edit (plist-get action :edit))
    (eglot--signal-textDocument/didChange))
  (goto-char (point-min))
  (check (search-forward "// concheck: allow(lock_order_inversion)" nil t) "the comment is not there")
  (wait-for "silence" (lambda () (null (found))))
  (set-buffer-modified-p nil)
  (eglot-shutdown (eglot--current-server-or-lose))
  (kill-emacs 0))
