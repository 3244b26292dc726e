package org.mvjpeg.sets;

/** A set takes more bytes than its budget even where every picture takes as few as it can. */
public final class SetBudgetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long budget;
    private final long least;

    SetBudgetException(long budget, long least, int pictures) {
        super("the budget of " + budget + " bytes is out of reach: the " + pictures
                + (pictures == 1 ? " picture takes" : " pictures take") + " at least " + least + " bytes");
        this.budget = budget;
        this.least = least;
    }

    /** What all files together were to take at most, bytes. */
    public long budget() {
        return budget;
    }

    /** What they take at least, bytes. */
    public long least() {
        return least;
    }
}
